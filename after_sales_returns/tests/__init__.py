from . import (
    test_ahead,
    test_bad_input,
    test_claims,
    test_cycle,
    test_mail,
    test_policy,
    test_policy_verdict,
    test_refund,
    test_refund_documents,
)
