from . import (
    after_sales_consignment,
    after_sales_consignment_line,
    after_sales_cost,
    after_sales_disposition,
    after_sales_return,
    after_sales_return_cost,
    after_sales_return_line,
    repair_order,
    repair_order_cost,
    repair_order_hand_back,
    repair_order_intake,
    repair_order_item,
    repair_order_outcome,
    repair_order_stage,
    repair_order_state,
    res_company,
    res_config_settings,
    stock_lot,
    stock_move,
    stock_picking,
    stock_warehouse,
)

# What extends the files above comes after them.
# isort: split
from . import (
    after_sales_consignment_freight,
    after_sales_consignment_limit,
    after_sales_consignment_scan,
    after_sales_consignment_state,
    after_sales_consignment_transfer,
    after_sales_cost_consignment,
    repair_order_consignment,
    repair_order_store_defect,
    stock_move_consignment,
    stock_warehouse_consignment,
)
