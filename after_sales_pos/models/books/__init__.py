"""Till sessions, invoices and journals: what went back is in the right account and at the right
cost.
"""

from . import (
    account_move,
    account_move_line,
    account_move_line_cost,
    pos_order_invoice,
    pos_order_payout,
    pos_order_session,
    pos_session_card,
    pos_session_returns,
    pos_session_value,
    stock_move,
)
