"""Tests of the room ``sentinel``."""

from . import (
    test_cusum,
    test_merged_defects,
    test_sentinel,
    test_sentinel_access,
    test_sentinel_alarm,
    test_sentinel_demo,
    test_sentinel_sources,
    test_sold_week,
    test_year,
)

__all__ = [
    "test_cusum",
    "test_merged_defects",
    "test_sentinel",
    "test_sentinel_access",
    "test_sentinel_alarm",
    "test_sentinel_demo",
    "test_sentinel_sources",
    "test_sold_week",
    "test_year",
]
