from odoo import api, models


class StockMoveLine(models.Model):
    """What a move line brings beyond what may come is told apart, also once it is done."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.move_id._check_after_sales_corrected()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"quantity", "product_uom_id", "move_id"}:
            self.move_id._check_after_sales_corrected()
        return result

    # Sold without a number ----------------------------------------------------------------------

    def _is_after_sales_numberless(self):
        """Whether no lot is asked of this line: it brings, or carries on, units that were sold
        before the lots of their product were kept."""
        self.ensure_one()
        if self.product_id.tracking == "none" or self.lot_id or self.lot_name:
            return False
        move = self.move_id.sudo()
        if move.after_sales_disposition_id:
            return not move.after_sales_disposition_id.lot_id
        if not move.after_sales_line_id or move.location_usage != "customer":
            return False
        bare = move.move_line_ids.filtered(lambda line: not line.lot_id and not line.lot_name)
        coming = sum(bare.mapped("quantity_product_uom"))
        left = move.after_sales_line_id._numberless_left()
        return self.product_id.uom_id.compare(coming, left) <= 0

    def _exclude_requiring_lot(self):
        return super()._exclude_requiring_lot() or self._is_after_sales_numberless()

    def _action_done(self):
        """Odoo asks for the lots of a move that has an operation type."""
        moves = self.filtered(lambda line: line._is_after_sales_numberless()).move_id
        kinds = moves.grouped("picking_type_id")
        moves.picking_type_id = False
        result = super()._action_done()
        for kind, own in kinds.items():
            own.picking_type_id = kind
        return result

    # Dividing -----------------------------------------------------------------------------------

    def _cut_after_sales(self, quantity):
        """Take ``quantity`` (in the product's unit) off this line.

        :return: a line of its own with it; this one if it is all
        """
        self.ensure_one()
        if self.product_id.uom_id.compare(quantity, self.quantity_product_uom) >= 0:
            return self
        cut = self.product_id.uom_id._compute_quantity(quantity, self.product_uom_id, round=False)
        other = self.copy({"quantity": cut, "picked": self.picked})
        self.quantity -= cut
        return other

    def _carry_after_sales_units(self, out):
        """Say of this line whose the units are and what they left in; divide it where they are
        not alike.

        :param out: dict (lot, package, owner) → quantity that is with the customer, in the
            product's unit; what comes with this line is subtracted
        """
        self.ensure_one()
        unit = self.product_id.uom_id
        fitting = [key for key in out if key[0] == self.lot_id and unit.compare(out[key], 0.0) > 0]
        for key in fitting:
            _lot, package, owner = key
            part = self._cut_after_sales(out[key])
            out[key] -= part.quantity_product_uom
            if package or owner:
                part.write({"package_id": package.id, "owner_id": owner.id})
            if part == self:
                break

    def _after_sales_quantity_in(self, move):
        """:return: what these lines move, in the unit of ``move``"""
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, move.product_uom, round=False)
            for line in self
        )
