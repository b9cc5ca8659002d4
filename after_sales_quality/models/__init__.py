# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    # What all subjects tell the quality leads.
    after_sales_lead,
    sentinel,
    sampling,
    case,
    # Which links of all of the above the suite alone writes.
    after_sales_links,
    # What looks at values before all the others.
    after_sales_bounds,
)
