"""Tests of the room ``case``."""

from . import (
    test_case,
    test_case_access,
    test_case_ask,
    test_case_demo,
    test_case_state,
)

__all__ = [
    "test_case",
    "test_case_access",
    "test_case_ask",
    "test_case_demo",
    "test_case_state",
]
