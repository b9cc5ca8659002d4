"""What it has cost, and who bears it."""

from . import (
    test_cost,
    test_cost_payer,
)
