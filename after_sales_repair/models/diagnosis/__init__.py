"""What is wrong with an item and why, and what came of its repair."""

from . import (
    after_sales_not_repairable,
    after_sales_repair_cause,
    after_sales_repair_note,
    repair_order_diagnosis,
    repair_order_outcome,
)
