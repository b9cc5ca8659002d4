"""Back to the customer."""

from . import (
    test_gone,
    test_repair_mail,
    test_unclaimed,
)
