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
            vals["extra_tax_data"] = self.env[
                "account.tax"
            ]._reverse_quantity_base_line_extra_tax_data(vals.get("extra_tax_data"))
        return vals

    def _get_pos_anglo_saxon_price_unit(self, product, partner_id, quantity):
        """What comes back is received by its return order, which is made after the credit note:
        its value is the one that it left with."""
        returned = self.filtered("after_sales_request")
        if not returned:
            return super()._get_pos_anglo_saxon_price_unit(product, partner_id, quantity)
        sold = returned.lines.refunded_orderline_id.order_id.picking_ids.move_ids
        moves = sold.filtered(
            lambda move: (
                move.product_id == product
                and move.is_valued
                and move.product_id.valuation == "real_time"
            )
        )
        return moves._get_price_unit() if moves else 0.0
