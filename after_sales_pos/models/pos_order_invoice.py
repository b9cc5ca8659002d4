from odoo import api, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    @api.model
    def _get_invoice_lines_values(self, line_values, pos_line, move_type):
        """Odoo turns the quantities of a refund round by its total being negative; one that is
        settled with its ticket comes to nothing and still is a refund."""
        vals = super()._get_invoice_lines_values(line_values, pos_line, move_type)
        order = pos_line.order_id
        if order.is_refund and move_type == "out_refund" and order.amount_total >= 0:
            vals["quantity"] = -vals["quantity"]
            vals.pop("extra_tax_data", None)
        return vals
