from . import test_intake_slip, test_repair_cycle
