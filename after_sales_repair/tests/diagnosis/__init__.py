"""What is wrong with it."""

from . import (
    test_diagnosis,
    test_not_repairable,
)
