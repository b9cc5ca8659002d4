from . import after_sales_loaner
