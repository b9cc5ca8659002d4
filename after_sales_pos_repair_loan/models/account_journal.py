from odoo import models


class AccountJournal(models.Model):
    _inherit = "account.journal"

    def _after_sales_is_of_till(self):
        """Whether a till counts the cash of this journal."""
        methods = self.env["pos.payment.method"].sudo()
        return bool(
            methods.search_count(
                [("journal_id", "in", self.ids), ("is_cash_count", "=", True)], limit=1
            )
        )
