from . import (
    test_outside,
    test_outside_bounds,
    test_outside_demo,
    test_outside_gone,
    test_outside_quote,
    test_outside_uninstall,
)
