"""What a till sends, read before anything else happens with it: wishes, tickets, and the orders
that pay them. It answers with a request whose records are known and the company's own. It judges
nothing and writes nothing.
"""

from . import (
    after_sales_till,
    pos_config,
    pos_order,
)
