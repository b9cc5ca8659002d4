"""What the customer of a repair sees and is written."""

from . import (
    after_sales_mail,
    after_sales_return_portal,
    repair_order_portal,
)
