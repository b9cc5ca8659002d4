# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    after_sales_consignment,
    after_sales_consignment_line,
    after_sales_consignment_state,
    after_sales_consignment_limit,
    after_sales_consignment_freight,
    after_sales_consignment_scan,
    after_sales_consignment_transfer,
    after_sales_cost,
    after_sales_promise_rule,
    repair_order,
    repair_order_promise,
    res_company,
    res_config_settings,
    stock_move,
    stock_picking,
    stock_warehouse,
    # What looks at values before all the others.
    after_sales_bounds,
)
