from odoo import models


class AfterSalesGrade(models.Model):
    _inherit = "after.sales.grade"

    def write(self, vals):
        """What rules propose is kept by the name of the grade."""
        result = super().write(vals)
        if "name" in vals:
            self.env.registry.clear_cache()
        return result
