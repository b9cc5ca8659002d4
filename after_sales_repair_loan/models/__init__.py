# The order is that of the subjects: what comes later may ask what came before.
# isort: off
from . import (
    after_sales_loan,
    after_sales_loan_state,
    after_sales_loan_device,
    after_sales_loan_deposit,
    after_sales_loan_reminder,
    account_move,
    account_payment,
    after_sales_mail,
    repair_order,
    res_company,
    res_config_settings,
    stock_lot,
    stock_move,
    stock_warehouse,
    stock_warehouse_deposit,
    stock_warehouse_lent,
    # Which links of all of the above the suite alone writes.
    after_sales_links,
    # What looks at values before all the others.
    after_sales_bounds,
)
