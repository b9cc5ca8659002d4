"""What the numbers of returns at tills may be (see ``bounds.py`` of the returns). Imported last: it
looks at values before all other code of its models."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import AMOUNT, QUANTITY, Bounded


class PosConfig(Bounded, models.Model):
    _inherit = "pos.config"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "after_sales_max_amount": AMOUNT,
            "after_sales_offline_max": AMOUNT,
        }


class ResConfigSettings(Bounded, models.TransientModel):
    _inherit = "res.config.settings"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "pos_after_sales_max_amount": AMOUNT,
            "pos_after_sales_offline_max": AMOUNT,
        }


class AfterSalesReservation(Bounded, models.Model):
    _inherit = "after.sales.reservation"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "quantity": QUANTITY}
