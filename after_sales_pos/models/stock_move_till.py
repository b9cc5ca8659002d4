from odoo import api, fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_centre_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line for the Centre",
        index="btree_not_null",
        copy=False,
        help="This move brings goods of the line from the store to the centre.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "after_sales_centre_line_id"]

    def _take_after_sales(self, quantity, lots):
        """Fill in what lies on the counter; the rest of these receipts stays awaited.

        :param quantity: in the product's unit, spread over these moves
        :param lots: its serial numbers or lots, none for untracked goods
        """
        for move in self:
            unit = move.product_id.uom_id
            taken = min(quantity, move.product_qty)
            quantity -= taken
            own = lots[: round(taken)] if move.has_tracking == "serial" else lots
            if own:
                move.move_line_ids.unlink()
                move.lot_ids = own
                lots -= own if move.has_tracking == "serial" else lots.browse()
            move.quantity = unit._compute_quantity(taken, move.product_uom, round=False)
            move.picked = unit.compare(taken, 0.0) > 0

    def _count_after_sales_in(self, unit):
        """Expect the same goods in ``unit``."""
        moves = self.filtered(lambda move: move.state not in ("done", "cancel"))
        moves._do_unreserve()
        for move in moves:
            quantity = move.product_uom._compute_quantity(move.product_uom_qty, unit, round=False)
            move.write({"product_uom": unit.id, "product_uom_qty": quantity})
        moves._action_assign()

    def _send_to_shelf(self):
        """What nobody has to look at is received where it is sold from."""
        for move in self:
            move.location_dest_id = move.warehouse_id.lot_stock_id
            move.move_line_ids.location_dest_id = move.location_dest_id
