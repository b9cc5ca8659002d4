from . import test_loan_at_till, test_till_repair, test_till_repair_tour
