from . import (
    delivery_carrier,
    delivery_carrier_transit,
    sale_order,
    sale_order_line,
    stock_picking,
)

# What looks at values before all the others.
# isort: split
from . import after_sales_bounds
