"""How a till is set up, what it is told, and who may call it."""

from . import (
    test_branch,
    test_junk,
    test_settings,
    test_till_access,
    test_till_bounds,
    test_till_common,
    test_till_views,
)
