from . import test_delivery_fee, test_transit_days
