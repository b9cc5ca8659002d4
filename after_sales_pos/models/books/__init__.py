"""Till sessions, invoices and journals: what went back is in the right account and at the right
cost. It is asked by the ticket and the closing, and asks nobody for a decision.
"""

from . import (
    account_move,
    account_move_line_cost,
    pos_order,
    pos_session,
    pos_session_card,
    stock_move,
)
