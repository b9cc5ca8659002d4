"""Repairs by somebody else, on a purchase order."""

from . import (
    account_move_outside,
    after_sales_outside_repair,
    repair_order_outside,
)
