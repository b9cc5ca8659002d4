from odoo import fields, models


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    resolution = fields.Selection(
        selection_add=[("repair", "Repair"), ("none",)],
        ondelete={"repair": lambda lines: lines._leave_value("repair")},
    )

    def _is_same_matter(self, record):
        """A repair of the goods of this line has them for it."""
        if record._name == "repair.order":
            return record.after_sales_line_id == self
        return super()._is_same_matter(record)
