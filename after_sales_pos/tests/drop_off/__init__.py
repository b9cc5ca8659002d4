"""Goods that are left at a till for the returns centre."""

from . import (
    test_drop_off,
    test_drop_off_asked,
)
