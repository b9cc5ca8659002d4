"""A checklist filled in: on what, by whom, with which answers, what follows, and who is told.

The state is written here alone. What an inspection asks of returns and transfers is that they wait
for it; what becomes of the goods is decided there.
"""

from . import (
    after_sales_disposition,
    after_sales_disposition_gone,
    after_sales_inspection,
    after_sales_inspection_answer,
    after_sales_inspection_customer,
    after_sales_inspection_outcome,
    after_sales_inspection_page,
    after_sales_inspection_state,
    after_sales_mail,
    after_sales_return,
    after_sales_return_line,
    after_sales_subject,
    stock_lot,
    stock_picking,
)
