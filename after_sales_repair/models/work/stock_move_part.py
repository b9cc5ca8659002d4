from odoo import api, fields, models

from ..repair.repair_order_state import WORKING


class StockMove(models.Model):
    """Parts of a repair, and what they cost. Odoo adds, removes (to scrap) and recycles (to
    stock); a removed part can be kept too."""

    _inherit = "stock.move"

    repair_line_type = fields.Selection(
        selection_add=[("keep", "Remove and keep")],
        ondelete={"keep": lambda moves: moves._leave_after_sales_keep()},
    )

    after_sales_item_product_id = fields.Many2one(
        related="repair_id.product_id", string="Repaired Product"
    )

    def _leave_after_sales_keep(self):
        """Without this addon a kept part is a removed one; it stays where it was put."""
        places = [self._fields["location_id"], self._fields["location_dest_id"]]
        with self.env.protecting(places, self):
            self.write({"repair_line_type": "remove"})

    def _is_after_sales_kept_part(self):
        self.ensure_one()
        return bool(self.repair_id) and self.repair_line_type == "keep"

    @api.depends("repair_id.location_id", "repair_line_type")
    def _compute_location_id(self):
        kept = self.filtered(lambda move: move._is_after_sales_kept_part())
        super(StockMove, self - kept)._compute_location_id()
        for move in kept:
            move.location_id = move._get_repair_locations("keep")[0]

    @api.depends("repair_id.location_dest_id", "repair_line_type")
    def _compute_location_dest_id(self):
        kept = self.filtered(lambda move: move._is_after_sales_kept_part())
        super(StockMove, self - kept)._compute_location_dest_id()
        for move in kept:
            move.location_dest_id = move._get_repair_locations("keep")[1]

    def _get_repair_locations(self, repair_line_type, repair_id=False):
        if repair_line_type != "keep":
            return super()._get_repair_locations(repair_line_type, repair_id)
        repair = repair_id or self.repair_id
        kept = repair.sudo().after_sales_workshop_id.after_sales_parts_location_id
        return repair.location_dest_id, kept or repair.parts_location_id

    def write(self, vals):
        """A part that was reserved stays so when fewer or more of it are needed: Odoo lets go of
        all, or reserves no more, and drops at the end what is not there."""
        if "product_uom_qty" not in vals:
            return super().write(vals)
        reserved = self.filtered(lambda move: move._is_after_sales_reserved_part())
        result = super().write(vals)
        short = reserved.filtered(
            lambda move: (
                move.state in ("confirmed", "partially_available")
                and move.product_uom.compare(move.quantity, move.product_uom_qty) < 0
            )
        )
        if short:
            short._action_assign()
        return result

    def _is_after_sales_reserved_part(self):
        self.ensure_one()
        reserved = self.state in ("assigned", "partially_available") and not self.picked
        return reserved and bool(self.repair_id) and self.repair_line_type == "add"

    def unlink(self):
        """Who may work on a repair takes parts off its list; deleting any other move stays the
        right of those whom Odoo gives it."""
        parts = self.filtered(lambda move: move._is_after_sales_part_of_open_repair())
        if not parts or self.env.su:
            return super().unlink()
        parts._check_after_sales_repairs()
        super(StockMove, parts.sudo()).unlink()
        return super(StockMove, self - parts).unlink()

    def _is_after_sales_part_of_open_repair(self):
        self.ensure_one()
        is_part = bool(self.repair_id and self.repair_line_type)
        return is_part and self.state != "done" and self.repair_id.sudo().state != "done"

    def _check_after_sales_repairs(self):
        """:raise AccessError: unless the user works on repairs and may write these"""
        self.repair_id.with_env(self.env)._check_role(WORKING)

    def _create_repair_sale_order_line(self):
        """Who works on a repair adds parts to it, also once it is quoted, with no rights on
        sales: the price that was accepted is watched at the end."""
        quoted = self.filtered(lambda move: move.repair_id.sudo().sale_order_id)
        if not quoted or self.env.su:
            return super()._create_repair_sale_order_line()
        quoted.repair_id.with_env(self.env).check_access("write")
        return super(StockMove, quoted.sudo())._create_repair_sale_order_line()

    def _clean_repair_sale_order_line(self):
        """What was quoted is not emptied with the parts: a customer who declined still reads
        it."""
        declined = self.filtered(
            lambda move: (
                move.sudo().sale_line_id.order_id.after_sales_repair_id
                and move.sudo().sale_line_id.state == "cancel"
            )
        )
        return super(StockMove, self - declined)._clean_repair_sale_order_line()

    # Cost -------------------------------------------------------------------------------------

    def _after_sales_part_value(self):
        """What a done part cost, in the company's currency: its value in stock, or the cost of
        the product where Odoo does not value it. A recycled part is worth what it brings in,
        so it lowers the cost; one that is scrapped or kept is worth nothing."""
        self.ensure_one()
        if self.repair_line_type not in ("add", "recycle"):
            return 0.0
        value = self.value
        if not self.product_id.is_storable:
            product = self.product_id.with_company(self.company_id)
            value = product.standard_price * self._after_sales_quantity()
        return value if self.repair_line_type == "add" else -value

    def _after_sales_quantity(self):
        """The done quantity in the product's unit."""
        self.ensure_one()
        return self.product_uom._compute_quantity(
            self.quantity, self.product_id.uom_id, round=False
        )

    def _prepare_after_sales_part_cost_vals(self):
        """:return: dict for the ``after.sales.cost`` of this part"""
        self.ensure_one()
        value, quantity = self._after_sales_part_value(), self._after_sales_quantity()
        return self.repair_id._prepare_cost_vals(
            "part",
            self.product_id.display_name,
            date=self.date,
            product_id=self.product_id.id,
            quantity=quantity,
            unit_cost=value / quantity if quantity else 0.0,
            amount=value,
            move_id=self.id,
        )

    def _after_sales_shortage(self):
        """How much more these moves of one product take than lies where they take it."""
        lines = self.move_line_ids.filtered(
            lambda line: not line.location_id.should_bypass_reservation()
        )
        short = 0.0
        for (location, lot, owner), own in lines.grouped(
            lambda line: (line.location_id, line.lot_id, line.owner_id)
        ).items():
            quants = self.env["stock.quant"]._gather(
                self.product_id, location, lot_id=lot, owner_id=owner, strict=True
            )
            taken = sum(own.mapped("quantity_product_uom"))
            short += max(taken - sum(quants.mapped("quantity")), 0.0)
        return short
