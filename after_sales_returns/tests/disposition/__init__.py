"""What is decided about the goods: sorting and grades."""

from . import (
    test_sort,
)
