from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _after_sales_standard_delivery_price(self):
        """The delivery method may say what its standard alternative costs."""
        price = self.carrier_id.after_sales_standard_price
        if price:
            return self._after_sales_in_currency(price)
        return super()._after_sales_standard_delivery_price()
