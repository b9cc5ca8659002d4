"""What the customer is to pay: estimate, quotation, the answer to it, agreed prices, the
inspection fee.
"""

from . import (
    repair_order_agreed_price,
    repair_order_answer,
    repair_order_estimate,
    repair_order_quote,
    res_company_quote,
    res_config_settings_quote,
    sale_order,
    sale_order_line,
)
