"""What the numbers of transit batches may be (see ``bounds.py`` of the returns). Imported last: it
looks at values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import AMOUNT, COUNT, Bounded


class AfterSalesTransitBatch(Bounded, models.Model):
    _inherit = "after.sales.transit.batch"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "parcel_count": COUNT,
            "freight_amount": AMOUNT,
        }


class AfterSalesTransitBatchLine(Bounded, models.Model):
    _inherit = "after.sales.transit.batch.line"


class ResCompany(Bounded, models.Model):
    _inherit = "res.company"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_freight_amount": AMOUNT}


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "after_sales_freight_amount": AMOUNT}


class StockWarehouse(Bounded, models.Model):
    _inherit = "stock.warehouse"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "after_sales_transit_batches_per_week": COUNT,
            "after_sales_transit_batch_count": COUNT,
        }
