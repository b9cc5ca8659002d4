{
    "name": "After-sales: test of a resolution and a route",
    "summary": "How an addon adds one of each: never shipped",
    "version": "19.0.1.0.0",
    "author": "After-Sales for Odoo",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["after_sales_pos"],
    "data": ["views.xml"],
    "assets": {"web.assets_tests": ["after_sales_test_voucher/static/tests/voucher_tour.js"]},
    "installable": True,
}
