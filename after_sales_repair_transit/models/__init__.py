# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    after_sales_transit_batch,
    after_sales_transit_batch_line,
    after_sales_transit_batch_state,
    after_sales_transit_batch_limit,
    after_sales_transit_batch_freight,
    after_sales_transit_batch_scan,
    after_sales_transit_batch_transfer,
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
