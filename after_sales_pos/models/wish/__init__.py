"""One line that somebody wants to bring back: what policies say of it and what stands against
it.
"""

from . import (
    after_sales_policy,
    pos_config_amount,
    pos_config_credited,
    pos_config_judge,
    pos_config_owed,
    pos_config_problem,
    pos_config_taken,
    pos_config_verdict,
    pos_config_wish,
    pos_config_withdrawal,
)
