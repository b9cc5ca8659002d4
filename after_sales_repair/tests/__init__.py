from . import (
    test_check,
    test_cost,
    test_outside,
    test_repair_access,
    test_repair_cycle,
    test_repair_report,
    test_technician_tour,
    test_work,
)
