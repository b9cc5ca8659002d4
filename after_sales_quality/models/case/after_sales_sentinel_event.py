from odoo import models
from odoo.fields import Command


class AfterSalesSentinelEvent(models.Model):
    """What is counted is evidence of the cases that are open."""

    _inherit = "after.sales.sentinel.event"

    def _count(self):
        super()._count()
        self.env["after.sales.case"]._link_new_failures(self)

    def _absorb(self, others):
        """What is evidence of a case stays so."""
        cases = self.env["after.sales.case"].search([("event_ids", "in", others.ids)])
        super()._absorb(others)
        cases.write({"event_ids": [Command.link(self.id)]})
