"""The return order: its states, lines and teams, from request to closed."""

from . import (
    test_ahead,
    test_ask_manager,
    test_claims,
    test_counter,
    test_cycle,
    test_desk,
    test_query_count,
    test_state,
    test_store_closes,
    test_team,
    test_tour,
    test_twice,
)
