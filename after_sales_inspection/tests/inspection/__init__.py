"""Inspections: filling them in, what follows, who may, and what waits for them."""

from . import (
    test_inspection,
    test_inspection_access,
    test_inspection_customer,
    test_inspection_demo,
    test_inspection_outcome,
    test_inspection_page,
    test_inspection_required,
)
