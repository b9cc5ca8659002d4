from . import test_transit_days
