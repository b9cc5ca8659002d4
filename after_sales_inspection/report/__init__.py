from . import after_sales_agreement_report
