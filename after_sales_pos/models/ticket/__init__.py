"""A paid ticket on its way into the books: checked, processed, and checked as a whole, with or
without connection. What it brings back was read before, and is recorded by the room after.
"""

from . import (
    pos_order,
    pos_order_check,
    pos_order_delivery,
    pos_order_line,
    pos_order_line_amount,
    pos_order_offline,
)
