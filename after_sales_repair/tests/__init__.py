from . import (
    test_cost,
    test_repair_access,
    test_repair_cycle,
)
