"""The till in a real browser: tours, pictures, unit tests of its JavaScript."""

from . import (
    test_till_core_tour,
    test_till_credit_tour,
    test_till_exchange_tour,
    test_till_hoot,
    test_till_offline_tour,
    test_till_payment_tour,
    test_till_trouble_tour,
    test_till_whole_tour,
    test_tour_screen,
    test_two_tills,
)
