from odoo import fields, models

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesCheckFail(models.TransientModel):
    """What was wrong when a repaired item was checked."""

    _name = "after.sales.check.fail"
    _description = "Fail a Check"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)

    repair_id = fields.Many2one("repair.order", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_confirm(self):
        only_one(self)
        self.repair_id.action_check_fail(self.reason)
        return {"type": "ir.actions.act_window_close"}
