REPORT = "after_sales_repair.action_report_repair_intake_slip"
