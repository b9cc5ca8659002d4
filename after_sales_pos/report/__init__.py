from . import after_sales_return_report, report_sale_details
