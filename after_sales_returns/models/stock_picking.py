from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class StockPicking(models.Model):
    _inherit = "stock.picking"

    after_sales_return_ids = fields.Many2many(
        "after.sales.return", "after_sales_return_picking_rel", "picking_id", "return_id",
        string="Return Orders",
    )

    def _assign_after_sales_receipt(self):
        """Fill in what is expected, with the serials that the customer named."""
        self.action_assign()
        for move in self.move_ids:
            lots = move.after_sales_line_id.lot_ids
            if lots:
                move._fill_after_sales_lots(lots)

    # Receiving ----------------------------------------------------------------------------

    def _is_after_sales_receipt(self):
        self.ensure_one()
        return self.picking_type_code == "incoming" and bool(self.sudo().after_sales_return_ids)

    def _check_after_sales_receipt(self):
        """Stop a receipt of more, of something else, or of a serial that was never sold.

        Warehouse staff need no rights on return orders for it.
        """
        problems = []
        for picking in self.filtered(lambda picking: picking._is_after_sales_receipt()):
            for move in picking.move_ids.filtered(lambda move: move.state not in ("done", "cancel")):
                problems += move.sudo()._after_sales_receipt_problems()
        if problems:
            remedy = self.env._(
                "Correct the transfer, or press “Record as unexpected” and let customer service "
                "decide."
            )
            raise UserError("\n".join([*problems, remedy]))

    def action_after_sales_record_unexpected(self):
        """Turn what was not authorised into unexpected lines that customer service decides on."""
        if not self.env.user.has_group("stock.group_stock_user"):
            raise AccessError(
                self.env._("Only warehouse staff record what came: ask for that role.")
            )
        self.check_access("write")
        for picking in self.filtered(lambda picking: picking._is_after_sales_receipt()):
            for move in picking.move_ids.filtered(lambda move: move.state not in ("done", "cancel")):
                move.sudo()._record_after_sales_unexpected()
        return True

    # Starting a return --------------------------------------------------------------------

    def action_after_sales_return(self):
        """A draft return order of what this delivery brought and may still come back."""
        self.ensure_one()
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

    def _assign_after_sales_transfer(self):
        """Reserve the very units that were sorted: a lot chosen there is the lot that moves."""
        tracked = self.move_ids.filtered("after_sales_disposition_id.lot_id")
        for move in tracked:
            lot = move.after_sales_disposition_id.lot_id
            move.move_line_ids = [Command.clear(), Command.create(
                {**move._prepare_move_line_vals(quantity=move.product_uom_qty), "lot_id": lot.id}
            )]
        (self.move_ids - tracked)._action_assign()
