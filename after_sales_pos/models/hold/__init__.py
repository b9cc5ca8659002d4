"""What is held for an open ticket, so that two tills do not take the same unit."""

from . import (
    after_sales_reservation,
    after_sales_till_photo,
    after_sales_till_reserve,
)
