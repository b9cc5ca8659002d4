"""What only a manager allows, with the record of it; goods that come back beside the return
screen.
"""

from . import (
    after_sales_override,
    after_sales_override_attempt,
    pos_config_authorise,
    pos_config_plain,
    pos_config_rule,
    pos_order_plain,
)
