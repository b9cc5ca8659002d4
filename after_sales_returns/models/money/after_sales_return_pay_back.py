from odoo import api, fields, models
from odoo.fields import Command


class AfterSalesReturn(models.Model):
    """What the customers get, and still have to get, in money."""

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

    def _prepare_note_head_vals(self):
        """:return: dict, what every credit note of these return orders has"""
        return {
            "move_type": "out_refund",
            "invoice_date": fields.Date.context_today(self),
            "ref": ", ".join(self.mapped("name")),
            "after_sales_return_ids": [Command.set(self.ids)],
        }
