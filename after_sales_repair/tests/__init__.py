from . import (
    test_loan,
    test_loan_access,
    test_loan_deposit,
    test_loan_overdue,
    test_repair_access,
    test_repair_cycle,
    test_tour,
)
