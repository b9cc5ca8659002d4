from odoo import models


class PosOrderLine(models.Model):
    """New goods of an exchange stand for what they were exchanged for."""

    _inherit = "pos.order.line"

    def _after_sales_exchanged(self):
        """:return: dict line of new goods → the return line that it was given for"""
        new = self.sudo().filtered(
            lambda line: (
                line.after_sales_key
                and not line.after_sales_role
                and line.order_id.after_sales_ticket
            )
        )
        if not new:
            return {}
        returned = {
            (line.order_id.after_sales_ticket, line.after_sales_key): line.after_sales_line_id
            for line in new.order_id._after_sales_whole_tickets().lines
            if line.after_sales_line_id
        }
        old = {
            line: returned.get((line.order_id.after_sales_ticket, line.after_sales_key))
            for line in new
        }
        return {
            line.with_env(self.env): found.with_env(self.env)
            for line, found in old.items()
            if found
        }
