"""Back to the customer."""

from . import (
    test_unclaimed,
)
