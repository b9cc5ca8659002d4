"""Gift cards, eWallets and points: what they paid or earned of a receipt, and what of that goes
back with its goods. Other rooms ask it what is due to a card, and tell it what a paid order
brought back.
"""

from . import (
    account_move,
    loyalty_history,
    loyalty_program,
    loyalty_rule,
    pos_order,
    pos_order_line,
)
