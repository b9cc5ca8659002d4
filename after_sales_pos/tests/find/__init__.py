"""Finding a sale by what a customer shows."""

from . import (
    test_find,
)
