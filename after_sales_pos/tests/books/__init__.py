"""Sessions, invoices and journals: the right account at the right cost."""

from . import (
    test_books,
    test_centre,
    test_compensation,
    test_foreign_till,
    test_invoice_credited,
    test_invoice_truth,
    test_property_till,
    test_refund_truth,
    test_session,
    test_session_cards,
)
