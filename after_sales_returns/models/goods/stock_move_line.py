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
        claim = move.after_sales_line_id
        if not claim or move.location_usage != "customer":
            return False
        sold = claim._sold_lots().mapped("name")
        receipt = move | (move.picking_id.move_ids & claim.move_ids)
        coming = receipt.move_line_ids.filtered(lambda line: line.state not in ("done", "cancel"))
        unknown = coming._after_sales_taken_in().filtered(
            lambda line: (line.lot_id.name or line.lot_name) not in sold
        )
        quantity = sum(unknown.mapped("quantity_product_uom"))
        return self.product_id.uom_id.compare(quantity, claim._numberless_left()) <= 0

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

    def _after_sales_taken_in(self):
        """:return: those of these lines that validating takes in: what is picked, or all if
        nothing is"""
        return (self.filtered("picked") or self).filtered(lambda line: line.quantity > 0)

    def _name_after_sales_lots(self):
        """Have these lines of receipts bring the lots whose names were typed, before it is looked
        at what may come: Odoo finds and makes them after that, and not beside units without."""
        typed = self._after_sales_taken_in().filtered(
            lambda line: line.lot_name and not line.lot_id
        )
        for (product, company), lines in typed.grouped(
            lambda line: (line.product_id, line.company_id)
        ).items():
            known = self.env["stock.lot"].search(
                [
                    ("product_id", "=", product.id),
                    ("company_id", "in", (False, company.id)),
                    ("name", "in", lines.mapped("lot_name")),
                ]
            )
            for name, own in lines.grouped("lot_name").items():
                lot = known.filtered(lambda one, name=name: one.name == name)[:1]
                if lot:
                    own.lot_id = lot
        typed.filtered(
            lambda line: line._is_after_sales_new_lot()
        )._create_and_assign_production_lot()

    def _is_after_sales_new_lot(self):
        """Whether the lot that was typed is to be made."""
        self.ensure_one()
        kind, claim = self.move_id.picking_type_id, self.move_id.sudo().after_sales_line_id
        return not self.lot_id and bool(
            kind.use_create_lots or (claim and claim._numberless_left())
        )

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
