from odoo import models


class AccountMove(models.Model):
    """Credit notes of returns are paid back by the means that the invoice was paid by."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Odoo sets what was paid at checkout against the first invoice only: from then on the
        payment counts as settled. An order with returns has more of them."""
        posted = super()._post(soft)
        for invoice in posted.filtered(
            lambda move: move.move_type == "out_invoice" and move.sudo().transaction_ids
        ):
            orders = invoice.sudo().invoice_line_ids.sale_line_ids.order_id
            if orders.order_line.after_sales_line_ids:
                invoice._after_sales_set_against(orders._after_sales_payments())
        return posted

    def _after_sales_set_against(self, payments):
        """Set what is open of ``payments`` against this invoice."""
        self.ensure_one()
        lines = (self | payments.move_id).line_ids.filtered(
            lambda line: (
                line.account_type == "asset_receivable"
                and line.parent_state == "posted"
                and not line.reconciled
            )
        )
        for group in lines.grouped("account_id").values():
            if self in group.move_id and len(group.move_id) > 1:
                group.reconcile()
