from . import (
    after_sales_resolution,
    after_sales_take_in,
    pos_config,
    pos_config_judge,
    pos_config_take_in_repair,
    repair_order,
    repair_order_receipt,
    res_config_settings,
)
