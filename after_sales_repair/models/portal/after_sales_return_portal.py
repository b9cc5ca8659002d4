from odoo import models


class AfterSalesReturn(models.Model):
    """The repair as a step of the return that its customer sees."""

    _inherit = "after.sales.return"

    def _portal_step_names(self):
        names = super()._portal_step_names()
        if self.repair_ids or "repair" in self.line_ids.mapped("resolution"):
            names.insert(names.index("to_settle"), "in_repair")
        return names

    def _portal_step_labels(self):
        return {**super()._portal_step_labels(), "in_repair": self.env._("We repair it")}

    def _portal_step_dates(self):
        dates = self.sudo().repair_ids.mapped("date_handed_back")
        return {
            **super()._portal_step_dates(),
            "in_repair": max(filter(None, dates), default=False),
        }
