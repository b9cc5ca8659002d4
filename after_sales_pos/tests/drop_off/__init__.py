"""Goods that are left at a till for the returns centre."""

from . import (
    test_take_in,
    test_take_in_asked,
)
