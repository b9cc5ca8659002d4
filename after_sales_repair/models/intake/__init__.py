"""Taking an item in: at the counter, by mail, from a return order or a transfer; the slip, what the
customer signed, and the serial that was misread.
"""

from . import (
    after_sales_disposition,
    after_sales_resolution,
    after_sales_return,
    after_sales_return_line,
    after_sales_route,
    repair_order_intake,
    repair_order_intake_check,
    repair_order_intake_facts,
    repair_order_serial,
    repair_order_slip,
    repair_order_transfer,
)
