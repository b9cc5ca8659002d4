"""What is held for an open ticket, so that two tills do not take the same unit."""

from . import (
    after_sales_reservation,
    pos_config_photo,
    pos_config_reserve,
)
