"""What may come back, until when, and on whose terms."""

from . import (
    test_burden_of_proof,
    test_day_received,
    test_policy,
    test_policy_days,
    test_policy_sources,
    test_policy_verdict,
    test_repayment,
    test_withdrawal,
)
