from odoo import api, models


class AfterSalesReason(models.Model):
    """Loaded by the tills, which show every reason as a button."""

    _name = "after.sales.reason"
    _inherit = ["after.sales.reason", "pos.load.mixin"]

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "id",
            "name",
            "sequence",
            "category",
            "resolution",
            "photo_required",
            "write_date",
        ]
