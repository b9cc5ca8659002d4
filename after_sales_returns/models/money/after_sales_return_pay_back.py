from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    """What the customer still has to get in money."""

    _inherit = "after.sales.return"

    amount_to_pay = fields.Monetary(
        string="To Pay Out",
        compute="_compute_amount_to_pay",
        compute_sudo=True,
        help="Open on the credit notes of this return, tax included. A credit note of several "
        "returns is divided by what each of them brought.",
    )

    @api.depends("refund_ids.amount_residual", "refund_ids.state", "currency_id")
    def _compute_amount_to_pay(self):
        today = fields.Date.context_today(self)
        for order in self:
            order.amount_to_pay = sum(
                note.currency_id._convert(
                    note.amount_residual * note._after_sales_share_of(order),
                    order.currency_id,
                    order.company_id,
                    today,
                )
                for note in order.refund_ids
                if note.state == "posted" and note.amount_residual
            )
