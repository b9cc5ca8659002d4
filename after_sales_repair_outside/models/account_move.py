from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """A vendor bill says what an outside repair really cost."""
        posted = super()._post(soft)
        posted._after_sales_follow_outside()
        return posted

    def button_draft(self):
        """A bill that is taken back costs nothing."""
        result = super().button_draft()
        self._after_sales_follow_outside()
        return result

    def button_cancel(self):
        result = super().button_cancel()
        self._after_sales_follow_outside()
        return result

    def _after_sales_follow_outside(self):
        lines = self.invoice_line_ids.purchase_line_id
        if lines:
            lines._after_sales_follow_outside()
