from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_workshop_id = fields.Many2one(
        "stock.warehouse",
        string="Workshop",
        check_company=True,
        copy=False,
        help="The warehouse that repairs what this one takes in; empty: it repairs itself.",
    )
    after_sales_team_id = fields.Many2one(
        "after.sales.team",
        string="Repair Team",
        check_company=True,
        copy=False,
        help="Its leader hears of repairs of this workshop that are late, unless a return order "
        "has a team of its own.",
    )
    after_sales_repair_location_id = fields.Many2one(
        "stock.location",
        string="Repair Location",
        check_company=True,
        copy=False,
        help="Where items lie that are to be repaired, are being repaired or wait to be fetched.",
    )
    after_sales_parts_location_id = fields.Many2one(
        "stock.location",
        string="Removed Parts Location",
        check_company=True,
        copy=False,
        help="Parts taken out of repaired items that are kept, for instance as evidence for a "
        "claim on the maker.",
    )

    @api.depends("after_sales_repair_location_id", "after_sales_parts_location_id")
    def _compute_after_sales_location_ids(self):
        super()._compute_after_sales_location_ids()

    @api.model
    def _after_sales_location_names(self):
        return {
            **super()._after_sales_location_names(),
            "after_sales_repair_location_id": self.env._("Repair"),
            "after_sales_parts_location_id": self.env._("Removed Parts"),
        }

    def _after_sales_workshop(self):
        """The warehouse that repairs what this one takes in."""
        self.ensure_one()
        return self.after_sales_workshop_id or self
