from . import (
    after_sales_drop_off,
    after_sales_resolution,
    after_sales_till,
    pos_config,
    repair_order,
    repair_order_receipt,
    res_config_settings,
)
