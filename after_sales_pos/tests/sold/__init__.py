"""What was sold at a till or in the web shop and may still come back."""

from . import (
    test_claims,
    test_lot,
    test_web_order,
    test_web_order_credited,
    test_web_order_paid,
)
