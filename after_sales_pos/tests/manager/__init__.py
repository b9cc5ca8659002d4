"""What only a manager allows, and goods that come back beside the return screen."""

from . import (
    test_forged_ticket,
    test_manager_login,
    test_override_scope,
    test_paid_ticket,
    test_plain_refund,
)
