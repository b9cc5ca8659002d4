"""The return orders that come of a ticket: made, received, settled with the order's own lines. They
are made only of what was checked before.
"""

from . import (
    after_sales_return,
    pos_order,
    stock_move,
    stock_picking,
)
