"""Devices that are lent while a repair takes its time, and their deposits."""

from . import (
    account_move_loan,
    account_payment_loan,
    after_sales_loan,
    after_sales_loan_deposit,
    after_sales_loan_device,
    after_sales_loan_reminder,
    after_sales_loan_state,
    repair_order_loan,
    res_company_deposit,
    res_config_settings_deposit,
    stock_lot_loan,
    stock_move_loan,
    stock_warehouse_deposit,
    stock_warehouse_lent,
)
