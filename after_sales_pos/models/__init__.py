# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    setup,
    request,
    sold,
    loyalty,
    origin,
    find,
    check,
    hold,
    manager,
    quote,
    ticket,
    returned,
    drop_off,
    books,
    # Which links of all of the above the suite alone writes.
    after_sales_links,
    # What looks at values before all the others.
    after_sales_bounds,
)
