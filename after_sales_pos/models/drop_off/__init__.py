"""Goods that are left at a till without payment, for the returns centre to decide or to be refused:
at once, and once. Nothing is paid here.
"""

from . import (
    after_sales_disposition_centre,
    after_sales_drop_off,
    after_sales_return_drop_off,
    after_sales_return_line_centre,
    after_sales_till,
)
