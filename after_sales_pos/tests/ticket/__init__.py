"""A paid ticket on its way to returns, goods and documents."""

from . import (
    test_gift_cards,
    test_return_report,
    test_ticket,
    test_ticket_account,
    test_ticket_cards,
    test_ticket_conflict,
    test_ticket_delivery,
    test_ticket_even,
    test_ticket_exchange,
    test_ticket_exchanged,
    test_ticket_payout,
    test_ticket_points,
    test_ticket_queries,
    test_ticket_tenders,
)
