from . import after_sales_demo_till
