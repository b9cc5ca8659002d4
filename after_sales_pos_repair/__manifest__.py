{
    "name": "After-Sales: Repair at the Till",
    "summary": "Hand items in for repair on the return screen of the Point of Sale",
    "version": "19.0.1.1.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_pos", "after_sales_repair"],
    "data": [
        "views/pos_config_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["after_sales_pos_repair/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
