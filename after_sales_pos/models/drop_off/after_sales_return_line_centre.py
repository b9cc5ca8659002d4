from odoo import fields, models


class AfterSalesReturnLine(models.Model):
    """Goods that a store only takes in: the centre sorts and settles them."""

    _inherit = "after.sales.return.line"

    centre_id = fields.Many2one(
        "stock.warehouse",
        string="Returns Centre",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Where a till sent the goods, to be decided on.",
    )
    centre_move_ids = fields.One2many(
        "stock.move",
        "after_sales_centre_line_id",
        string="On the Way to the Centre",
        help="Moves from the store's Returns location to the centre's.",
    )

    def _prepare_ahead_vals(self, moment):
        """Who stood at a till was paid there, or is once somebody has looked at the goods."""
        return [] if self.return_id.pos_config_id else super()._prepare_ahead_vals(moment)

    def _prepare_centre_move_vals(self, quantity, lots, picking_type):
        """:return: dict for the ``stock.move`` that brings what came in to the centre: from where
        it was put away, whosever it is"""
        self.ensure_one()
        vals = self.env["stock.move"]._fill_after_sales_vals(
            {
                "after_sales_centre_line_id": self.id,
                "product_id": self.product_id.id,
                "product_uom": self.product_id.uom_id.id,
                "product_uom_qty": quantity,
                "company_id": self.company_id.id,
                "picking_type_id": picking_type.id,
                "location_id": self.warehouse_id.after_sales_location_id.id,
                "location_dest_id": self.centre_id.after_sales_location_id.id,
                "procure_method": "make_to_stock",
                "description_picking": self.product_id.display_name,
            },
            lots,
        )
        came = self.move_ids.filtered(lambda move: move.state == "done").move_line_ids.sorted("id")
        for _command, _id, line_vals in vals.get("move_line_ids", ()):
            lot = line_vals["lot_id"]
            last = came.filtered(lambda line, lot=lot: line.lot_id.id == lot)[-1:]
            if last:
                line_vals.update(
                    location_id=last.location_dest_id.id,
                    package_id=last.result_package_id.id,
                    owner_id=last.owner_id.id,
                )
        return vals

    def _centre_transfers(self):
        """:return: transfers to the centre that are not done"""
        moves = self.centre_move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        return moves.picking_id

    def _lots_at_centre(self):
        """:return: dict lot (empty for untracked goods) → quantity that came to the centre, in
        the product's unit"""
        self.ensure_one()
        quantities = {}
        for move_line in self.centre_move_ids.filtered(
            lambda move: move.state == "done"
        ).move_line_ids:
            came = quantities.get(move_line.lot_id, 0.0)
            quantities[move_line.lot_id] = came + move_line.quantity_product_uom
        return quantities
