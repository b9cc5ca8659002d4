from . import (
    test_consignment,
    test_consignment_limit,
    test_cost,
    test_repair_access,
    test_repair_cycle,
)
