from odoo import models


class AccountMove(models.Model):
    """Money that went back keeps what was promised with a return."""

    _inherit = "account.move"

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        self.sudo().after_sales_return_ids._sync_promises()
        return result
