"""What the numbers of delivery methods may be (see ``bounds.py`` of the returns)."""

from odoo import models

from odoo.addons.after_sales_returns.bounds import AMOUNT, DAYS, Bounded


class DeliveryCarrier(Bounded, models.Model):
    _inherit = "delivery.carrier"

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "after_sales_standard_price": AMOUNT,
            "after_sales_transit_days": DAYS,
        }
