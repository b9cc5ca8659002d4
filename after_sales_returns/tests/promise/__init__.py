"""Dates that customers were promised, and who is told when they pass."""

from . import (
    test_promise,
    test_promise_access,
    test_promise_follow_up,
    test_promise_rule,
)
