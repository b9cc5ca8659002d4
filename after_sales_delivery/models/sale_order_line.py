from odoo import models


class SaleOrderLine(models.Model):
    """The line that a delivery method adds is the delivery fee; free shipping lowers that alone."""

    _inherit = "sale.order.line"

    def _is_after_sales_delivery_fee(self):
        return super()._is_after_sales_delivery_fee() or (
            self.is_delivery and not self.display_type
        )

    def _is_free_shipping(self):
        # Odoo's addon for free shipping may be missing: its reward type then never occurs.
        return self.reward_id.reward_type == "shipping" and self.price_subtotal < 0

    def _is_after_sales_discount(self):
        return super()._is_after_sales_discount() or self._is_free_shipping()

    def _after_sales_discounted_lines(self):
        if self._is_free_shipping():
            return self.order_id._after_sales_delivery_lines()
        return super()._after_sales_discounted_lines()
