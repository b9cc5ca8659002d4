"""What a repair costs us, and who bears it."""

from . import (
    after_sales_cost,
    after_sales_return_cost,
    repair_order_cost,
    repair_order_payer,
    repair_order_store_defect,
)
