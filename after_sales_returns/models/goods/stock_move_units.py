from collections import defaultdict

from odoo import models
from odoo.fields import Domain


class StockMove(models.Model):
    """Whose the units are that customers bring, and what box they left in: both travel with the
    goods, as in Odoo's own return. Here they are taken out of the box, to be looked at one by
    one: a box that came back in part would lie in two places."""

    _inherit = "stock.move"

    def _carry_after_sales_units(self):
        """Name owner and package on the lines of these receipts, as the units left with them.
        What somebody names otherwise stands."""
        receipts = self.filtered(
            lambda move: (
                move.after_sales_line_id
                and move.state not in ("done", "cancel")
                and move.location_usage == "customer"
            )
        )
        for move, deliveries in receipts._after_sales_owned_deliveries().items():
            move._carry_after_sales_units_of(deliveries)

    def _after_sales_owned_deliveries(self):
        """:return: dict receipt → the deliveries of its goods; only those receipts of which
        something left with an owner or in a package"""
        deliveries = {move: move._after_sales_deliveries() for move in self}
        every = self.browse().union(*deliveries.values())
        told = Domain("owner_id", "!=", False) | Domain("result_package_id", "!=", False)
        lines = self.env["stock.move.line"].sudo()
        owned = lines.search(Domain("move_id", "in", every.ids) & told).move_id if every else every
        return {move: moves for move, moves in deliveries.items() if moves & owned}

    def _after_sales_deliveries(self):
        """The deliveries that the goods of this receipt left with."""
        self.ensure_one()
        origin = self.sudo().origin_returned_move_id
        return origin or self.sudo().after_sales_line_id._delivery_moves()

    def _carry_after_sales_units_of(self, deliveries):
        self.ensure_one()
        out = deliveries._after_sales_units_out()
        for line in self.move_line_ids.filtered(lambda line: line.package_id or line.owner_id):
            out[line.lot_id, line.package_id, line.owner_id] -= line.quantity_product_uom
        for line in self.move_line_ids.filtered(
            lambda line: not (line.package_id or line.owner_id)
        ):
            line._carry_after_sales_units(out)

    def _after_sales_units_out(self):
        """:return: dict (lot, package, owner) → how much of such units these deliveries brought
        to the customer that did not come back, in the product's unit"""
        out = defaultdict(float)
        for line in self.move_line_ids:
            out[line.lot_id, line.result_package_id, line.owner_id] += line.quantity_product_uom
        came = self.returned_move_ids.filtered(lambda move: move.state == "done")
        for line in came.move_line_ids:
            out[line.lot_id, line.package_id, line.owner_id] -= line.quantity_product_uom
        return out

    # Where they go on to ------------------------------------------------------------------------

    def _after_sales_onward(self):
        """:return: the moves by which rules of the warehouse carry on what these receipts
        brought, to wherever that is of ours"""
        onward, last = self.browse(), self
        while last := last.move_dest_ids.filtered(
            lambda move: move.location_dest_usage in ("internal", "transit")
        ):
            last -= onward
            onward |= last
        return onward

    def _after_sales_places(self):
        """:return: the locations that these receipts, and the rules of the warehouse after
        them, brought something to"""
        moves = self | self._after_sales_onward()
        done = moves.filtered(lambda move: move.state == "done")
        return done.move_line_ids.location_dest_id.filtered(lambda place: place.usage == "internal")

    def _stop_after_sales_onward(self, quantity):
        """What these receipts brought is taken elsewhere, ``quantity`` of it in the product's
        unit: nobody has to carry that on."""
        self._after_sales_onward()._plan_after_sales_less(quantity)

    def _plan_after_sales_less(self, quantity):
        """Take ``quantity``, in the product's unit, off these moves as far as they are planned,
        and off those that would carry it on after them."""
        for move in self:
            if quantity <= 0 or move.state in ("done", "cancel"):
                continue
            less, following = min(quantity, move.product_qty), move._after_sales_onward()
            move._do_unreserve()
            if move.product_id.uom_id.compare(less, move.product_qty) >= 0:
                move._action_cancel()
            else:
                move.product_uom_qty -= move.product_id.uom_id._compute_quantity(
                    less, move.product_uom, round=False
                )
            following._plan_after_sales_less(less)
            quantity -= less
