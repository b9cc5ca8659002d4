"""What is wrong with it."""

from . import (
    test_diagnosis,
)
