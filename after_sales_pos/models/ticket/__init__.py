"""A paid ticket on its way into the books: read, checked, processed, with or without connection."""

from . import (
    loyalty_history,
    pos_order,
    pos_order_conflict,
    pos_order_conflict_split,
    pos_order_delivery,
    pos_order_input,
    pos_order_line_delivery,
    pos_order_line_settlement,
    pos_order_loyalty,
    pos_order_points,
    pos_order_processing,
    pos_order_receipt,
    pos_order_record,
    pos_order_return_link,
    pos_order_settlement,
    pos_order_spent_card,
    pos_order_ticket,
    pos_order_ticket_check,
)
