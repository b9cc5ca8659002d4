from odoo import api, fields, models
from odoo.fields import Command


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

    def _after_sales_take(self, units):
        """Fill in what lies on the counter; the rest of these receipts stays awaited.

        :param units: list of (serial number or lot, or none; quantity in the product's unit)
        """
        units = list(units)
        for move in self:
            parts, room = [], move.product_qty
            while units and move.product_id.uom_id.compare(room, 0.0) > 0:
                lot, quantity = units.pop(0)
                taken = min(quantity, room)
                parts.append((lot, taken))
                room -= taken
                if move.product_id.uom_id.compare(quantity, taken) > 0:
                    units.insert(0, (lot, quantity - taken))
            move._fill_after_sales_parts(parts)

    def _fill_after_sales_parts(self, parts):
        """:param parts: as of ``_after_sales_take``, for this receipt"""
        self.ensure_one()
        if any(lot for lot, _quantity in parts):
            self.move_line_ids.unlink()
            self.move_line_ids = [
                Command.create(
                    {
                        **self._prepare_move_line_vals(),
                        "product_uom_id": self.product_id.uom_id.id,
                        "quantity": quantity,
                        "lot_id": lot.id,
                    }
                )
                for lot, quantity in parts
            ]
        else:
            taken = sum(quantity for _lot, quantity in parts)
            self.quantity = self.product_id.uom_id._compute_quantity(
                taken, self.product_uom, round=False
            )
        self.picked = bool(parts)

    def _count_after_sales_in(self, unit):
        """Expect the same goods in ``unit``."""
        moves = self.filtered(lambda move: move.state not in ("done", "cancel"))
        moves._do_unreserve()
        for move in moves:
            quantity = move.product_uom._compute_quantity(move.product_uom_qty, unit, round=False)
            move.write({"product_uom": unit.id, "product_uom_qty": quantity})
        moves._action_assign()

    def _after_sales_send_to_shelf(self):
        """What nobody has to look at is received where it is sold from."""
        for move in self:
            move.location_dest_id = move.warehouse_id.lot_stock_id
            move.move_line_ids.location_dest_id = move.location_dest_id
