from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        """Here and not where the move is done: what did not come is another move by now, and goes
        where it was meant to go."""
        if self.env["after.sales.sampling.plan"]._is_used():
            self.move_id._after_sales_sample()
        return super()._action_done()
