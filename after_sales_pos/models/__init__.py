from . import (
    after_sales_override,
    after_sales_reservation,
    after_sales_return,
    after_sales_return_line,
    pos_config,
    pos_order,
    pos_order_line,
)
