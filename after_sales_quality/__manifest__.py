{
    "name": "After-Sales: Quality",
    "summary": "Styles going bad are seen early: failures of all stores against what was sold",
    "version": "19.0.1.1.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_inspection", "after_sales_repair", "purchase_stock"],
    "data": [
        "security/after_sales_quality_groups.xml",
        "security/after_sales_sentinel_rules.xml",
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "wizard/after_sales_sentinel_answer_views.xml",
        "views/sentinel/after_sales_disposition_views.xml",
        "views/sentinel/after_sales_return_views.xml",
        "views/sentinel/after_sales_sentinel_event_views.xml",
        "views/sentinel/after_sales_sentinel_rate_views.xml",
        "views/sentinel/after_sales_sentinel_views.xml",
        "views/sentinel/after_sales_sold_week_views.xml",
        "views/sentinel/product_category_views.xml",
        "views/sentinel/repair_order_views.xml",
        "views/sentinel/res_config_settings_views.xml",
        "views/sentinel/stock_lot_views.xml",
        # Menus lead to actions of the views above.
        "views/sentinel/after_sales_sentinel_menus.xml",
    ],
    "demo": [
        "demo/sentinel_story_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "after_sales_quality/static/src/**/*",
        ],
    },
    "uninstall_hook": "uninstall_hook",
}
