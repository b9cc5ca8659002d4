from . import delivery_carrier_transit, stock_picking
