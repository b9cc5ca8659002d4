from . import after_sales_loan_return
