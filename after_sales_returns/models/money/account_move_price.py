from odoo import models


class AccountMove(models.Model):
    """Open returns show what the documents leave of the price, not what they left at first."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._after_sales_follow_prices()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._after_sales_follow_prices()
        return result

    def _after_sales_follow_prices(self):
        """Have the prices of returns that are not closed computed anew, where these documents
        are not of returns themselves."""
        documents = self.sudo().filtered(
            lambda move: (
                move.move_type in ("out_invoice", "out_refund") and not move.after_sales_return_ids
            )
        )
        orders = documents.invoice_line_ids.sale_line_ids.order_id
        if not orders:
            return
        lines = (
            self.env["after.sales.return.line"]
            .sudo()
            .search(
                [
                    ("sale_line_id", "in", orders.order_line.ids),
                    ("state", "in", ("draft", "requested", "approved")),
                ]
            )
        )
        self.env.add_to_compute(lines._fields["price_paid_unit"], lines)
        lines.modified(["price_paid_unit"])
