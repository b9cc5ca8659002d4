"""What is held for an open ticket, so that two tills do not take the same unit, and the photos of
it. What it holds is dropped when the return order takes it over, and lapses by itself; it decides
nothing.
"""

from . import (
    after_sales_till,
)
