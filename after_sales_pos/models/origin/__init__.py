"""Where goods come from that somebody brings to a till: a receipt, a sales order, a return that
was asked for, or nowhere that anybody knows. Each says by one contract what may be chosen, what
was paid, whose it is, what stands against it and how it is paid back. It knows no ticket and
writes nothing.
"""

# The contract comes first.
# isort: off
from . import (
    after_sales_origin,
    after_sales_origin_asked_return,
    after_sales_origin_no_receipt,
    after_sales_origin_receipt,
    after_sales_origin_sales_order,
    after_sales_till,
)
