"""What it will cost, and the customer's answer."""

from . import (
    test_agreed_price,
    test_paid_repair,
    test_quote,
    test_quote_answer,
)
