from . import after_sales_defect_merge
