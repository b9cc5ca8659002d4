"""What was sold at a till and what it is still worth: claims and reservations, prices, taxes, kits,
lots, bills of the back office, and the return lines of it. It may be asked by everybody for a
unit or an amount; it knows neither tickets nor screens.
"""

from . import (
    account_move,
    account_move_line,
    account_tax,
    after_sales_disposition,
    after_sales_disposition_receipt,
    after_sales_policy,
    after_sales_reservation,
    after_sales_return_line,
    after_sales_return_line_unit,
    pos_order,
    pos_order_line,
    pos_order_line_bill,
    pos_order_line_given,
    pos_order_line_kit,
    pos_order_line_lot,
    pos_order_line_overpaid,
    pos_order_line_tax,
    pos_order_line_worth,
    pos_payment,
    sale_order_line,
    stock_move,
    worth,
)
