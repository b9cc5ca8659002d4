from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_outside_location_id = fields.Many2one(
        "stock.location",
        string="Outside Repair Location",
        check_company=True,
        copy=False,
        help="Items that an outside repairer has.",
    )

    @api.depends("after_sales_outside_location_id")
    def _compute_after_sales_location_ids(self):
        super()._compute_after_sales_location_ids()

    @api.model
    def _after_sales_location_names(self):
        return {
            **super()._after_sales_location_names(),
            "after_sales_outside_location_id": self.env._("Outside Repair"),
        }

    @api.model
    def _after_sales_away_names(self):
        return [*super()._after_sales_away_names(), "after_sales_outside_location_id"]
