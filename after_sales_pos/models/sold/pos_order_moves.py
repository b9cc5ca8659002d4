from odoo import models


class PosOrder(models.Model):
    """What the goods of a receipt left with: its own transfers, or the one in which its session's
    closing moved all that was sold. Whose units that carried is not told apart, so it says nothing
    of numbers."""

    _inherit = "pos.order"

    def _after_sales_pickings(self):
        """:return: ``stock.picking`` of these receipts and of the closings"""
        closed = self.filtered(lambda order: not order.picking_ids).session_id.picking_ids
        return self.picking_ids | closed.filtered(lambda picking: not picking.pos_order_id)

    def _after_sales_moves_of(self, product):
        """:return: ``stock.move`` that brought this product to the customers"""
        is_told_apart = product.tracking != "none"
        pickings = self.picking_ids if is_told_apart else self._after_sales_pickings()
        return pickings.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == product
                and move.location_dest_usage == "customer"
            )
        )
