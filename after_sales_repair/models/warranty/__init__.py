"""Whether a repair is free, by which warranty or law, and what it opens for the customer."""

from . import (
    after_sales_warranty,
    repair_order_right,
    repair_order_right_return,
    repair_order_warranty,
    repair_order_warranty_facts,
)
