"""Whether a repair is free, by which warranty or law, and what it opens for the customer."""

from . import (
    after_sales_warranty,
    repair_order_remedy,
    repair_order_warranty,
    repair_order_warranty_facts,
)
