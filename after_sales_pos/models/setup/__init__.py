"""What a till is told when it opens, how it is set up, and who may call it."""

from . import (
    after_sales_grade,
    after_sales_reason,
    after_sales_resolution,
    after_sales_till,
    pos_config,
    pos_config_door,
    pos_config_guard,
    pos_config_resolution,
    pos_config_setup,
    pos_order_load,
    pos_session,
    res_company,
    res_config_settings,
)
