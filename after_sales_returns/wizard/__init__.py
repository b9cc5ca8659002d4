from . import (
    after_sales_hand_over,
    after_sales_return_close,
    after_sales_return_delivery,
    after_sales_return_refuse,
    stock_picking_return,
)
