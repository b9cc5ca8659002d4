from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

ENTERED = {"result", "note"}


class AfterSalesRepairCheck(models.Model):
    """One line of the check list of a repair. Finishing the work makes the lines; who checks
    enters result and note."""

    _name = "after.sales.repair.check"
    _description = "Repair Check"
    _order = "repair_id, sequence, id"

    repair_id = fields.Many2one("repair.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    item_id = fields.Many2one("after.sales.repair.check.item", ondelete="set null")
    name = fields.Char(string="Check", required=True)
    sequence = fields.Integer()
    result = fields.Selection([("pass", "Pass"), ("fail", "Fail"), ("na", "Not applicable")])
    note = fields.Char()
    user_id = fields.Many2one("res.users", string="Checked By", readonly=True)
    date = fields.Datetime(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_steps(bool(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_by_steps(not vals.keys() <= ENTERED)
        if not self.env.su:
            self._check_waiting()
        if "result" in vals:
            vals = {**vals, "user_id": self.env.uid, "date": fields.Datetime.now()}
        return super().write(vals)

    def _check_by_steps(self, forbidden):
        """:raise UserError: if a user does what only the steps of a repair do"""
        if forbidden and not self.env.su:
            raise UserError(
                self.env._("The check list follows its configuration: enter results and notes.")
            )

    def _check_waiting(self):
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) does not wait for a check: its results stand.",
                    **repair._names(),
                )
                for repair in self.repair_id
                if repair.after_sales_stage != "to_check"
            ]
        )
