from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """A vendor bill says what an outside repair really cost."""
        posted = super()._post(soft)
        lines = posted.invoice_line_ids.purchase_line_id
        if lines:
            self.env["after.sales.outside.repair"].sudo().search(
                [("purchase_line_id", "in", lines.ids), ("cost_id", "!=", False)]
            )._follow_bill()
        return posted
