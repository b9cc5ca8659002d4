{
    "name": "After-Sales: Delivery",
    "summary": "Delivery fees come back with the goods; a carrier's transit days begin the periods",
    "version": "19.0.1.1.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_returns", "stock_delivery"],
    "data": ["views/delivery_carrier_transit_views.xml", "views/delivery_carrier_views.xml"],
    "auto_install": True,
}
