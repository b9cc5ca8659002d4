"""Repairs by somebody else, on a purchase order."""

from . import (
    account_move_outside,
    after_sales_outside_repair,
    after_sales_outside_repair_lost,
    repair_order_outside,
)
