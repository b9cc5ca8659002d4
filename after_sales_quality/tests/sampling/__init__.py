"""Sampling at receipt: the standard's table, the switching rules, lots, counting and goods."""

from . import (
    test_iso2859,
    test_sampling_access,
    test_sampling_count,
    test_sampling_demo,
    test_sampling_gone,
    test_sampling_goods,
    test_sampling_plan,
    test_sampling_receipt,
    test_sampling_switching,
    test_sampling_tour,
    test_switching,
)
