from odoo import fields, models


class AfterSalesPromiseRule(models.Model):
    _inherit = "after.sales.promise.rule"

    step = fields.Selection(
        selection_add=[("store_round_trip", "Back at the store")],
        ondelete={"store_round_trip": lambda rules: rules._leave_step("store_round_trip")},
    )
