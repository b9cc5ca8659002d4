from . import test_repair_access, test_repair_cycle
