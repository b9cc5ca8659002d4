from odoo import fields, models


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection",
        "line_id",
        string="Inspections",
        groups="after_sales_inspection.group_inspector",
    )
