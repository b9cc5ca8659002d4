"""What a ticket gives back and asks for: the very lines, new goods and tenders of the orders that
pay it out, for a request that was read and checked. Each origin quotes its own goods. Nothing is
written here: the credit note of a sales order is made, read, and undone.
"""

from . import (
    after_sales_origin,
    after_sales_origin_no_receipt,
    after_sales_origin_receipt,
    after_sales_origin_sales_order,
    after_sales_till,
    after_sales_till_variants,
)
