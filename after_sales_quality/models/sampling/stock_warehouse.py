from odoo import api, fields, models


class StockWarehouse(models.Model):
    """Where bought goods wait for their sample, and those that were refused for the supplier:
    owned and valued, outside of what can be sold."""

    _inherit = "stock.warehouse"

    after_sales_sampling_location_id = fields.Many2one(
        "stock.location",
        string="Sampling Location",
        check_company=True,
        copy=False,
        help="Where bought goods wait until their lot is accepted.",
    )
    after_sales_quarantine_location_id = fields.Many2one(
        "stock.location",
        string="Quarantine Location",
        check_company=True,
        copy=False,
        help="Where refused goods wait for what becomes of the claim on their supplier.",
    )

    @api.depends("after_sales_sampling_location_id", "after_sales_quarantine_location_id")
    def _compute_after_sales_location_ids(self):
        super()._compute_after_sales_location_ids()

    @api.model
    def _after_sales_location_names(self):
        return {
            **super()._after_sales_location_names(),
            "after_sales_sampling_location_id": self.env._("Sampling"),
            "after_sales_quarantine_location_id": self.env._("Quarantine"),
        }

    # A store closes -----------------------------------------------------------------------------

    def _after_sales_open_lots(self):
        return self.env["after.sales.sampling.lot"].search(
            [("warehouse_id", "in", self.ids), ("state", "=", "to_sample")]
        )

    def _after_sales_open_documents(self):
        lots = (self.env._("lots under sampling"), self._after_sales_open_lots())
        return [*super()._after_sales_open_documents(), lots]

    def _after_sales_hand_over_documents(self, target):
        """What waits for its sample is looked at, and put away, where the goods are now."""
        super()._after_sales_hand_over_documents(target)
        self._after_sales_open_lots().write(
            {"warehouse_id": target.id, "location_dest_id": target.lot_stock_id.id}
        )
