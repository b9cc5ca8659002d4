from odoo import models

from .after_sales_disposition import KEPT_ROUTES


class AccountMoveLine(models.Model):
    """The cost of sales of what is credited and billed again."""

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        """Goods that stay with the customer are not taken back into the cost of sales."""
        kept = self.after_sales_disposition_id.route in KEPT_ROUTES
        return super()._eligible_for_stock_account() and not kept

    def _get_cogs_value(self):
        """What is billed again costs what its credit note took back, whatever it costs today."""
        credited = self.after_sales_origin_line_id
        if self.move_type == "out_invoice" and credited:
            cost = credited.move_id.line_ids.filtered(
                lambda line: line.cogs_origin_id == credited and line.price_unit >= 0
            )
            return cost[:1].price_unit
        return super()._get_cogs_value()
