from odoo import models
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    """Goods sold at a till that somebody else than a till pays back."""

    _inherit = "after.sales.disposition"

    def _prepare_blind_line_vals(self, price_unit):
        """The taxes are those of the receipt, whatever the product's are today."""
        vals = super()._prepare_blind_line_vals(price_unit)
        pos_line = self.line_id.pos_line_id.sudo()
        if pos_line:
            vals["tax_ids"] = [Command.set(pos_line.tax_ids_after_fiscal_position.ids)]
        return vals
