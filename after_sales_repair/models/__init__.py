# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    repair,
    intake,
    diagnosis,
    warranty,
    cost,
    quote,
    work,
    hand_back,
    portal,
    # What was begun in Odoo's Repair is excepted from what all of the above asks for.
    repair_order_begun,
    # Which links of all of the above the suite alone writes.
    after_sales_links,
    # What looks at values before all the others.
    after_sales_bounds,
)
