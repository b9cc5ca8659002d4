from odoo import api, fields, models


class AfterSalesCost(models.Model):
    _inherit = "after.sales.cost"

    kind = fields.Selection(
        selection_add=[("outside", "Outside repair"), ("other",)],
        ondelete={"outside": "set other"},
    )

    @api.model
    def _kinds_of_work(self):
        return {*super()._kinds_of_work(), "outside"}
