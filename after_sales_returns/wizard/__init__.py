from . import after_sales_return_refuse
