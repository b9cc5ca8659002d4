from . import (
    after_sales_check_fail,
    after_sales_hand_back,
    after_sales_not_repairable,
    after_sales_repair_gone,
)
