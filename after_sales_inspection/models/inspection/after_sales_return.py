from odoo import models


class AfterSalesReturn(models.Model):
    """What must be inspected is to be done as soon as it is to be sorted."""

    _inherit = "after.sales.return"

    def _propose_dispositions(self):
        parts = super()._propose_dispositions()
        parts.sudo()._plan_inspections()
        return parts
