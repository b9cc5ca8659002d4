from . import (
    test_consignment,
    test_consignment_and_repair,
    test_consignment_closes,
    test_consignment_freight,
    test_consignment_gone,
    test_consignment_limit,
    test_consignment_list,
    test_consignment_numbers,
    test_consignment_queries,
    test_transit_demo,
)
