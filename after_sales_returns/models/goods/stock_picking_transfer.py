from odoo import api, models


class StockPicking(models.Model):
    """Transfers that the suite makes."""

    _inherit = "stock.picking"

    @api.model
    def _create_after_sales_transfers(self, vals_list):
        """Create transfers whose moves stand there assigned and filled in.

        Confirming them by ``action_confirm`` would look for rules, kits and moves to merge with;
        goods that are here, or that a customer brings, have none. Odoo's own inventory
        adjustments are made this way.

        :param vals_list: values of ``stock.picking``; moves without lines are reserved by Odoo
        """
        quiet = self.with_context(tracking_disable=True)
        commands = [vals.pop("move_ids") for vals in vals_list]
        pickings = quiet.create(vals_list)
        move_vals_list = []
        for picking, own in zip(pickings, commands, strict=True):
            for _command, _id, move_vals in own:
                move_vals_list.append({**move_vals, "picking_id": picking.id})
                for _command, _id, line_vals in move_vals.get("move_line_ids", ()):
                    line_vals["picking_id"] = picking.id
        sold = self.env["sale.order.line"].browse(
            {vals["sale_line_id"] for vals in move_vals_list if vals.get("sale_line_id")}
        )
        # Nothing is delivered or brought back yet: what was delivered need not be counted again.
        with self.env.protecting([sold._fields["qty_delivered"]], sold):
            moves = quiet.env["stock.move"].create(move_vals_list)
        moves.filtered(lambda move: not move.move_line_ids)._action_assign()
        moves._carry_after_sales_units()
        if moves.location_dest_id.putaway_rule_ids:
            moves.move_line_ids._apply_putaway_strategy()
        return pickings.with_context(tracking_disable=False)
