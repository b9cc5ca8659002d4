from . import after_sales_sentinel_answer
