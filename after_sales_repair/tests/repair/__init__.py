"""The repair order as a document: states, people, bounds, messages, promises."""

from . import (
    test_begun,
    test_bounds,
    test_import,
    test_repair_access,
    test_repair_bad_input,
    test_repair_cycle,
    test_repair_demo,
    test_repair_guards,
    test_repair_message,
    test_repair_promise,
    test_repair_views,
    test_uninstall,
    test_workshop_closes,
)
