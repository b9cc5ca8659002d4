{
    "name": "After-Sales: Point of Sale",
    "summary": "The return screen at the till: one scan, any origin, one ticket",
    "version": "19.0.1.0.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_returns", "pos_sale", "pos_loyalty"],
    "data": [
        "security/ir.model.access.csv",
        "security/after_sales_pos_rules.xml",
        "data/res_partner_data.xml",
        "report/report_sale_details.xml",
        "views/after_sales_return_report_views.xml",
    ],
    "demo": ["demo/till_demo.xml"],
    "assets": {
        "point_of_sale._assets_pos": ["after_sales_pos/static/src/**/*"],
        "web.assets_tests": ["after_sales_pos/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["after_sales_pos/static/tests/unit/**/*"],
    },
    "auto_install": True,
}
