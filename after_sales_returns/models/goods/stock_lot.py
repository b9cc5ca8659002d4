from odoo import models


class StockLot(models.Model):
    """Lots that returned goods bring along."""

    _inherit = "stock.lot"

    def _check_create(self):
        """What was sold before its serial numbers were kept comes back with one that is new."""
        picking = self.env["stock.picking"].browse(self.env.context.get("active_picking_id"))
        lines = picking.sudo().move_ids.after_sales_line_id
        if not any(line._numberless_left() for line in lines):
            super()._check_create()
