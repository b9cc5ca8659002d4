from . import test_repair_cycle
