from odoo import models


class PosOrder(models.Model):
    """Plain refunds, of the ticket screen or of the back office, count in the ledger of what was
    sold. A draft takes nothing: who pays first has it."""

    _inherit = "pos.order"

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        origins = self.lines.refunded_orderline_id
        if origins:
            plain = origins.sudo()._after_sales_plain_refunds() & self.sudo().lines
            plain._check_after_sales_refunded_lots()
            sold = plain.refunded_orderline_id
            goods = sold.filtered(
                lambda line: line.after_sales_role or line.product_id.type == "consu"
            )
            goods._check_after_sales_claims()
            (sold - goods)._check_after_sales_refunded()
            sold._check_after_sales_given_back()
        return result
