from . import (
    test_claims,
    test_find,
    test_lines,
    test_ticket,
    test_till_common,
    test_tour_screen,
    test_variants,
)
