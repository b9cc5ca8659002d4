"""The bench: who works, for how long, with which parts, and the check at the end."""

from . import (
    after_sales_check_fail,
    after_sales_repair_check,
    after_sales_repair_check_item,
    after_sales_repair_skill,
    after_sales_repair_time,
    product_category_work,
    repair_order_check,
    repair_order_part,
    repair_order_work,
    res_company_work,
    res_config_settings_work,
    res_users_work,
    stock_move_part,
)
