from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Odoo's return of a transfer takes from what a receipt may still bring back."""
        done = super()._action_done(cancel_backorder=cancel_backorder)
        plain_returns = done.sudo().filtered(
            lambda move: (
                move.location_usage == "customer"
                and move.origin_returned_move_id.picking_id.pos_order_id
                and not move.after_sales_line_id
            )
        )
        sold = plain_returns.origin_returned_move_id.picking_id.pos_order_id.lines
        sold._check_after_sales_claims()
        return done
