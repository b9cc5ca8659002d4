from odoo import models


class PosSession(models.Model):
    """Where stock is updated at closing, what came back before the session closed was received
    before its sale had left the stock: only then it is known what value it had left with."""

    _inherit = "pos.session"

    def _create_picking_at_end_of_session(self):
        result = super()._create_picking_at_end_of_session()
        self.sudo()._value_returns_as_sold()
        return result

    def _value_returns_as_sold(self):
        """Tie the receipts of this session's returns to the deliveries of their goods."""
        sold = self.picking_ids.filtered(lambda picking: not picking.pos_order_id).move_ids
        sold = sold.filtered(lambda move: move.state == "done" and move.is_out)
        came = self.order_ids.after_sales_return_ids.line_ids.filtered(
            lambda line: line.pos_line_id.order_id in self.order_ids
        ).move_ids.filtered(
            lambda move: move.state == "done" and move.is_in and not move.origin_returned_move_id
        )
        tied = came.browse()
        for move in came.sorted(lambda move: (move.date, move.id)):
            origin = sold.filtered(lambda out, move=move: out.product_id == move.product_id)[:1]
            if origin:
                move.origin_returned_move_id = origin
                tied |= move
        # The deliveries took their value with what had come back at another one in stock.
        tied._set_value()
