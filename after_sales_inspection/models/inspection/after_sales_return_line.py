from odoo import fields, models


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection",
        "line_id",
        string="Inspections",
        groups="after_sales_inspection.group_inspector",
    )

    def _told_findings(self):
        """What inspections found, as the customer reads it.

        :return: list of str, in the language of the environment
        """
        self.ensure_one()
        line = self.sudo()
        inspections = (
            line.after_sales_inspection_ids | line.disposition_ids.after_sales_inspection_ids
        ).filtered(lambda one: one.state == "done" and one._is_told())
        texts = [text for inspection in inspections for text in inspection._told_texts()]
        return list(dict.fromkeys(texts))
