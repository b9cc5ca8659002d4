from . import after_sales_repair_load, after_sales_repair_report
