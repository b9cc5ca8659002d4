from odoo import models

# The states in which the mail of a step is still true; of other steps, all but cancelled.
TOLD_IN = {"approved": ("approved", "closed"), "refused": ("refused",)}


class AfterSalesReturn(models.Model):
    """The mails that the steps of a return order owe its customer."""

    _inherit = "after.sales.return"

    def _send_mail(self, step):
        """Owe the customers the mail of ``step``; the outbox sends it."""
        self.env["after.sales.mail"]._queue(self, step)

    def _is_mail_due(self, step):
        if step in TOLD_IN:
            return self.state in TOLD_IN[step]
        return self.state not in ("draft", "cancelled")
