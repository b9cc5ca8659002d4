"""One line that somebody wants to bring back: what policies say of it and what stands against
it.
"""

from . import (
    after_sales_policy,
    after_sales_till_amount,
    after_sales_till_credited,
    after_sales_till_judge,
    after_sales_till_owed,
    after_sales_till_problem,
    after_sales_till_taken,
    after_sales_till_verdict,
    after_sales_till_wish,
    after_sales_till_withdrawal,
)
