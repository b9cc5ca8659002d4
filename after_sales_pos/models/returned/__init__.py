"""The return order that comes of a ticket, its lines and receipts."""

from . import (
    after_sales_disposition,
    after_sales_disposition_receipt,
    after_sales_return,
    after_sales_return_line,
    after_sales_return_line_by_hand,
    after_sales_return_line_held,
    after_sales_return_line_till,
    after_sales_return_line_till_check,
    after_sales_return_line_unit,
    after_sales_return_receipts,
    after_sales_return_till,
    stock_move_till,
    stock_picking,
)
