from . import test_till_repair, test_till_repair_tour
