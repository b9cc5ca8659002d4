from odoo import api, fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_line_id = fields.Many2one(
        "after.sales.return.line", string="Return Line", index="btree_not_null",
        help="This move receives goods of the line, or gives them back by returning a receipt.",
    )
    after_sales_disposition_id = fields.Many2one(
        "after.sales.disposition", string="Return Disposition", index="btree_not_null",
        help="This move carries out the decision on returned goods.",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return super()._prepare_merge_moves_distinct_fields() + [
            "after_sales_line_id",
            "after_sales_disposition_id",
        ]

    def _after_sales_returned_quantity(self):
        """What already came back, or is on its way back, of this delivery; in its unit."""
        self.ensure_one()
        return sum(
            move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty, self.product_uom
            )
            for move in self.returned_move_ids
            if move.state != "cancel"
        )

    def _action_done(self, cancel_backorder=False):
        receipts = self.filtered(lambda move: move.picking_id.after_sales_return_ids)
        receipts.picking_id._check_after_sales_receipt()
        done = super()._action_done(cancel_backorder=cancel_backorder)
        plain_returns = done.filtered(
            lambda move: move.sale_line_id
            and move.location_usage == "customer"
            and not move.after_sales_line_id
        )
        plain_returns.sale_line_id.sudo()._check_after_sales_claims()
        orders = done.after_sales_line_id.sudo().return_id
        if orders:
            orders._on_goods_received()
        return done

    def unlink(self):
        self._check_after_sales_unlink()
        return super().unlink()

    def _check_after_sales_unlink(self):
        problems = [
            self.env._(
                "%(transfer)s: %(product)s belongs to %(return)s. Cancel that return instead of "
                "deleting the move.",
                **{"return": move.after_sales_line_id.sudo().return_id.name},
                transfer=move.picking_id.name,
                product=move.product_id.display_name,
            )
            for move in self
            if move.after_sales_line_id and move.state not in ("draft", "cancel")
        ]
        if problems:
            raise UserError("\n".join(problems))
