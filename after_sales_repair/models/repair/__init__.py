"""The repair of an item: its stage, promise, place and owner, beside the state of Odoo’s own
repair.

Stage and state are written here alone.
"""

from . import (
    after_sales_checked_links,
    after_sales_promise,
    product_product,
    repair_order,
    repair_order_button,
    repair_order_fixed,
    repair_order_item,
    repair_order_promise,
    repair_order_queue,
    repair_order_stage,
    repair_order_state,
    res_company,
    res_config_settings,
    sale_order_line_in_repair,
    stock_location,
    stock_lot,
    stock_move,
    stock_picking,
    stock_warehouse,
    stock_warehouse_places,
)
