from . import test_cost, test_repair_cycle
