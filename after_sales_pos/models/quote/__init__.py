"""What a ticket gives back and asks for, before it is paid."""

from . import (
    after_sales_till_quote,
    after_sales_till_quote_exchange,
    after_sales_till_quote_payout,
    after_sales_till_quote_receipt,
    after_sales_till_quote_tender,
)
