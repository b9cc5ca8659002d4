{
    "name": "After-Sales: Loan Devices at the Till",
    "summary": "Deposits of loan devices are cash of the Point of Sale's sessions",
    "version": "19.0.1.1.0",
    "category": "Sales/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales for Odoo",
    "depends": ["after_sales_pos", "after_sales_repair_loan"],
    "data": ["views/after_sales_loan_views.xml"],
    "auto_install": True,
}
