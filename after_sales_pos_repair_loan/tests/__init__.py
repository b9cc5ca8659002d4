from . import test_loan_at_till
