"""What the customer sees of a repair."""

from . import (
    test_portal_repair,
)
