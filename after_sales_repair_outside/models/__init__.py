from . import (
    account_move,
    after_sales_cost,
    after_sales_outside_repair,
    purchase_order,
    purchase_order_line,
    repair_order,
    res_company,
    res_config_settings,
    stock_warehouse,
)

# What looks at values before all the others.
from . import after_sales_bounds  # isort: skip
