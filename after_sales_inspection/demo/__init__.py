from . import after_sales_demo
