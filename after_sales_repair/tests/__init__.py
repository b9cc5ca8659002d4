from . import (
    test_consignment,
    test_consignment_limit,
    test_consignment_list,
    test_consignment_queries,
    test_cost,
    test_diagnosis,
    test_repair_access,
    test_repair_cycle,
    test_repair_promise,
    test_warranty,
)
