from . import (
    test_transit_batch,
    test_transit_batch_and_repair,
    test_transit_batch_closes,
    test_transit_batch_freight,
    test_transit_batch_gone,
    test_transit_batch_limit,
    test_transit_batch_list,
    test_transit_batch_numbers,
    test_transit_batch_queries,
    test_transit_demo,
)
