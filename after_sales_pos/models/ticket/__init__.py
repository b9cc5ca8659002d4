"""A paid ticket on its way into the books: read, checked, processed, with or without connection."""

from . import (
    loyalty_history,
    pos_order,
    pos_order_check,
    pos_order_delivery,
    pos_order_line_delivery,
    pos_order_line_settlement,
    pos_order_loyalty,
    pos_order_offline,
    pos_order_points,
    pos_order_receipt,
    pos_order_record,
    pos_order_spent_card,
)
