"""How an item leaves: fetched with a code, shipped, invoiced, stored for a fee, disposed of or
lost.
"""

from . import (
    after_sales_hand_back,
    after_sales_repair_gone,
    repair_order_gone,
    repair_order_hand_back,
    repair_order_invoice,
    repair_order_mail,
    repair_order_pickup,
    repair_order_pickup_text,
    repair_order_storage,
    stock_warehouse_pickup,
)
