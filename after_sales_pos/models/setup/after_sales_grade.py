from odoo import api, models


class AfterSalesGrade(models.Model):
    """Loaded by the tills that ask for the condition of what comes back."""

    _name = "after.sales.grade"
    _inherit = ["after.sales.grade", "pos.load.mixin"]

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "id",
            "name",
            "code",
            "sequence",
            "description",
            "route",
            "refund_percent",
            "write_date",
        ]
