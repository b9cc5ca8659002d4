"""The bench: who works, for how long, with which parts, and the check at the end.

With a checklist the check is an inspection: the engine stands below, so that goods are looked at in
one way, whoever looks. What a result means for the repair is decided here.
"""

from . import (
    after_sales_check_fail,
    after_sales_checklist,
    after_sales_inspection,
    after_sales_occasion,
    after_sales_repair_skill,
    after_sales_repair_time,
    after_sales_subject,
    product_category_work,
    repair_order_check,
    repair_order_part,
    repair_order_work,
    res_company_work,
    res_config_settings_work,
    res_users_work,
    stock_move_part,
)
