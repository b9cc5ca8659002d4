from . import (
    test_authorise,
    test_claims,
    test_find,
    test_lines,
    test_session,
    test_ticket,
    test_ticket_cards,
    test_till_common,
    test_till_core_tour,
    test_till_hoot,
    test_till_offline_tour,
    test_till_payment_tour,
    test_till_trouble_tour,
    test_tour_screen,
    test_two_tills,
    test_variants,
)
from . import test_claims, test_find, test_lines, test_ticket, test_till_common, test_variants
