from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def action_repair_return(self):
        """What a return order received is repaired by that return order."""
        refuse(
            [
                self.env._(
                    "%(transfer)s: its goods belong to %(return)s. Sort them there, and choose "
                    "“Repair” for what is to be repaired.",
                    **{"return": ", ".join(orders.mapped("name"))},
                    transfer=picking.name,
                )
                for picking in self
                if (orders := picking._after_sales_received_returns())
            ]
        )
        return super().action_repair_return()

    def _after_sales_received_returns(self):
        """The return orders whose goods this transfer received."""
        moves = self.sudo().move_ids
        return moves.filtered(
            lambda m: m.location_usage == "customer"
        ).after_sales_line_id.return_id
