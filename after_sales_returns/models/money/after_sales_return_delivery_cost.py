from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    """Delivery cost that is given back with a return."""

    _inherit = "after.sales.return"

    amount_delivery = fields.Monetary(
        string="Delivery Given Back (untaxed)",
        compute="_compute_amount_delivery",
        help="What the credit notes of this return give back of the delivery fees of its orders.",
    )

    @api.depends("refund_ids.state", "refund_ids.invoice_line_ids.price_subtotal")
    def _compute_amount_delivery(self):
        for order in self:
            lines = order.sudo().refund_ids.filtered(lambda note: note.state == "posted")
            fees = lines.invoice_line_ids.filtered(
                lambda line: any(sold._is_after_sales_delivery_fee() for sold in line.sale_line_ids)
            )
            order.amount_delivery = sum(fees.mapped("price_subtotal"))
