from odoo import models


class AfterSalesSentinelEvent(models.Model):
    """What is counted is evidence of the cases that are open."""

    _inherit = "after.sales.sentinel.event"

    def _count(self):
        super()._count()
        self.env["after.sales.case"]._link_new_failures(self)
