from odoo import models

from .after_sales_sampling_lot_gone import KEPT


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        """Here and not where the move is done: what did not come is another move by now, and goes
        where it was meant to go."""
        if not self.env["after.sales.sampling.plan"]._is_used():
            return super()._action_done()
        self.move_id._after_sales_sample()
        leaving = self.filtered(lambda line: line._after_sales_may_leave_sample())
        result = super()._action_done()
        if leaving := leaving.exists():
            self.env["after.sales.sampling.lot"].sudo()._take_off(leaving.sudo())
        return result

    def _after_sales_may_leave_sample(self):
        """Whether goods leave the company from outside of a warehouse's stock, as they do from
        where they wait for the sample."""
        self.ensure_one()
        origin = self.location_id
        kept = self.location_dest_id.usage in KEPT
        return origin.usage == "internal" and not origin.warehouse_id and not kept
