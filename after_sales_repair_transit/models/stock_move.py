from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """A transit batch is received by its button or by its transfer; it learns of both."""
        done = super()._action_done(cancel_backorder=cancel_backorder)
        arrived = done.filtered(
            lambda move: move.after_sales_item_repair_id and move.location_id.usage == "transit"
        ).sudo()
        for picking, moves in arrived.grouped("picking_id").items():
            picking.after_sales_transit_batch_id._on_moves_arrived(moves)
        return done
