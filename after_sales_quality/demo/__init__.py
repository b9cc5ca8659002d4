from . import after_sales_demo, after_sales_demo_sampling
