from odoo import models


class AfterSalesDisposition(models.Model):
    """Loyalty points, and what cards paid, follow the goods; see ``sale_order_points.py``."""

    _inherit = "after.sales.disposition"

    def _sync_points(self):
        """Have what was earned and spent with these goods go back as far as they did."""
        documents = {part.line_id.sale_line_id.order_id: part.return_id for part in self}
        self.line_id.sale_line_id.order_id._after_sales_sync_points(documents)

    def _is_card_given_back(self):
        """Whether what cards paid goes back to them: an exchange spends it again, store credit
        goes to the eWallet."""
        self.ensure_one()
        return not self._resolution_row().ewallet and not self._is_credit_in_money()

    def _is_credit_in_money(self):
        self.ensure_one()
        return self.credit_in_money and self.resolution == "refund"
