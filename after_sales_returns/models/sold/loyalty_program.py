from odoo import fields, models


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def _is_after_sales_usable(self):
        """Whether its cards can still be spent."""
        self.ensure_one()
        return self.active and (not self.date_to or self.date_to >= fields.Date.context_today(self))
