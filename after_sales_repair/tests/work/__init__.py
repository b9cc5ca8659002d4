"""Repairing, checking, and the report of it."""

from . import (
    test_check,
    test_repair_report,
    test_technician_tour,
    test_work,
)
