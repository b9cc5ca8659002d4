"""What a line that comes back is worth, and what stands against it."""

from . import (
    test_days,
    test_lines,
    test_reject_presumed,
    test_terms_agree,
    test_variants,
    test_withdrawal_at_till,
)
