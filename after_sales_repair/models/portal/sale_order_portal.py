from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _after_sales_portal_items(self):
        """A customer may wish a repair where a policy has a period for it."""
        items = super()._after_sales_portal_items()
        if items and self._is_repair_offered():
            labels = dict(
                self.env["after.sales.return.line"]
                ._fields["resolution"]
                ._description_selection(self.env)
            )
            for item in items:
                item["resolutions"] = {**item["resolutions"], "repair": labels["repair"]}
        return items

    def _is_repair_offered(self):
        windows = self.env["after.sales.policy.window"].sudo()
        return bool(
            windows.search_count(
                Domain("resolution", "=", "repair")
                & Domain("policy_id.active", "=", True)
                & Domain("policy_id.company_id", "in", [False, self.company_id.id])
                & (Domain("window_days", ">", 0) | Domain("window_months", ">", 0)),
                limit=1,
            )
        )
