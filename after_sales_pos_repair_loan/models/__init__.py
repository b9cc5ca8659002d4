from . import account_journal, after_sales_loan, stock_warehouse
