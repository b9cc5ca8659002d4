from . import after_sales_demo, after_sales_demo_case, after_sales_demo_sampling
