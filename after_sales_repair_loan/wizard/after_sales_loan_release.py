from odoo import fields, models

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesLoanRelease(models.TransientModel):
    """Why an item goes back to the customer while a loan device is out."""

    _name = "after.sales.loan.release"
    _description = "Release a Repair with a Loan Out"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)

    repair_id = fields.Many2one("repair.order", required=True, ondelete="cascade")
    reason = fields.Text(required=True)

    def action_release(self):
        only_one(self)
        self.repair_id._after_sales_release_loans(self.reason)
        return {"type": "ir.actions.act_window_close"}
