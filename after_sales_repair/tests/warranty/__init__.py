"""Who answers for the defect, by warranty and by law."""

from . import (
    test_warranty,
)
