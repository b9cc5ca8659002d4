from . import (
    delivery_carrier,
    delivery_carrier_transit,
    sale_order,
    sale_order_line,
    stock_picking,
)
