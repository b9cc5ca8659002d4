"""The door of a till, and what comes through it, read before anything else happens with it: wishes,
tickets, and the orders that pay them. It answers with a request whose records are known and the
company's own. It decides nothing and writes nothing.
"""

from . import (
    after_sales_till,
    pos_config,
    pos_order,
)
