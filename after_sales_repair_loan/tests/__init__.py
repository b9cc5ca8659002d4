from . import (
    test_loan,
    test_loan_access,
    test_loan_and_repair,
    test_loan_bounds,
    test_loan_demo,
    test_loan_deposit,
    test_loan_numbers,
    test_loan_overdue,
    test_loan_tour,
    test_loan_uninstall,
)
