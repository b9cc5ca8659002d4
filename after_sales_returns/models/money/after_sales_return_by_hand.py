from odoo import api, fields, models


class AfterSalesReturn(models.Model):
    """What was credited by hand of the goods of a return."""

    _inherit = "after.sales.return"

    credited_by_hand = fields.Text(
        compute="_compute_credited_by_hand",
        compute_sudo=True,
        help="Credit notes that no return order made, of the goods that this one takes back.",
    )

    @api.depends("line_ids.sale_line_id")
    def _compute_credited_by_hand(self):
        for order in self:
            order.credited_by_hand = "\n".join(order.line_ids._by_hand_texts()) or False
