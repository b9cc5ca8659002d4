"""What only a manager allows, and goods that come back beside the return screen."""

from . import (
    test_authorise,
    test_guard_after,
    test_guard_forged,
    test_guard_override,
    test_plain_refund,
)
