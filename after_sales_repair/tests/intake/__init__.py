"""What is taken in: at the counter, with a return, from a transfer."""

from . import (
    test_counter,
    test_intake_facts,
    test_intake_slip,
    test_intake_together,
    test_repair_transfer,
    test_return_and_repair,
    test_serial,
    test_tour,
)
