from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import READERS, only_one


class StockPicking(models.Model):
    _inherit = "stock.picking"

    after_sales_return_ids = fields.Many2many(
        "after.sales.return",
        "after_sales_return_picking_rel",
        "picking_id",
        "return_id",
        string="Return Orders",
        copy=False,
        groups=READERS,
    )

    # Making transfers ---------------------------------------------------------------------

    def _create_backorder_picking(self):
        """What is still to come belongs to the same return."""
        backorder = super()._create_backorder_picking()
        handed_on = self._after_sales_handed_on()
        backorder.sudo().write(backorder._convert_to_write(handed_on))
        return backorder

    # Receiving ----------------------------------------------------------------------------

    def _is_after_sales_receipt(self):
        self.ensure_one()
        ours = self.sudo()
        return self.picking_type_code == "incoming" and bool(
            ours.after_sales_return_ids or ours.move_ids.after_sales_line_id
        )

    def _check_after_sales_receipt(self):
        """Stop a receipt of more, of something else, or of a serial that was never sold.

        Warehouse staff need no rights on return orders for it.
        """
        receipts = self.filtered(lambda picking: picking._is_after_sales_receipt())
        by_lot = receipts.move_ids.filtered(lambda move: move.product_id.tracking == "lot")
        by_lot.sudo().after_sales_line_id._collide_on_sale()
        coming = receipts.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        problems = [
            sentence for move in coming.sudo() for sentence in move._after_sales_receipt_problems()
        ]
        if problems:
            remedy = self.env._(
                "Correct the transfer, or press “Record as unexpected” and let customer service "
                "decide."
            )
            raise UserError("\n".join([*problems, remedy]))

    def _get_lot_move_lines_for_sanity_check(self, *args, **kwargs):
        lines = super()._get_lot_move_lines_for_sanity_check(*args, **kwargs)
        return lines.filtered(lambda line: not line._is_after_sales_numberless())

    def action_after_sales_record_unexpected(self):
        """Turn what was not authorised into unexpected lines that customer service decides on."""
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(
                self.env._("Only warehouse staff record what came: ask for that role.")
            )
        self.check_access("write")
        for picking in self.filtered(lambda picking: picking._is_after_sales_receipt()):
            for move in picking.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            ):
                move.sudo()._record_after_sales_unexpected()
            picking.sudo().after_sales_return_ids._tell_of_unexpected(picking)
        return True

    # Starting a return --------------------------------------------------------------------

    def action_after_sales_return(self):
        """A draft return order of what this delivery brought and may still come back."""
        only_one(self)
        moves = self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_usage == "customer"
        )
        if not moves.sale_line_id:
            raise UserError(
                self.env._(
                    "%(transfer)s delivered nothing of a sales order. Create a return order by "
                    "hand.",
                    transfer=self.name,
                )
            )
        return moves.sale_line_id.order_id._create_after_sales_return(moves)
