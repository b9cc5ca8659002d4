"""One defect of one style, or of several, from the first suspicion to what was decided: evidence of
all stores, how many units are where, what the stores say, the cause, a proposal and the approval of
somebody else.

The state is written here alone. Failures are counted by the room *sentinel*; what becomes of single
goods is decided on their return orders and repairs.
"""

from . import (
    after_sales_case,
    after_sales_case_answer,
    after_sales_case_ask,
    after_sales_case_method,
    after_sales_case_size,
    after_sales_case_state,
    after_sales_sentinel,
    after_sales_sentinel_event,
)
