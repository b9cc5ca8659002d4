{
    "name": "After-Sales: Point of Sale with Employees",
    "summary": "A manager allows returns at the till with a PIN",
    "version": "19.0.1.1.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_pos", "pos_hr"],
    "assets": {
        "point_of_sale._assets_pos": ["after_sales_pos_hr/static/src/**/*"],
        "web.assets_tests": ["after_sales_pos_hr/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
