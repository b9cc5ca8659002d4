from odoo import models


class AfterSalesDisposition(models.Model):
    """What becomes of proposals whose route goes with the addon that brought it."""

    _inherit = "after.sales.disposition"

    def _forget_gone_route(self, gone):
        super()._forget_gone_route(gone)
        rules = self.env["after.sales.checklist.rule"].sudo().search([("route", "=", gone)])
        graded = rules.filtered("grade_id")
        graded.write({"route": False})
        # What proposed nothing else proposes what nobody takes for new by accident.
        (rules - graded).write({"route": "outlet"})
        inspections = self.env["after.sales.inspection"].sudo()
        for name in ("route", "proposed_route"):
            inspections.search([(name, "=", gone)])._write_over({name: False})
