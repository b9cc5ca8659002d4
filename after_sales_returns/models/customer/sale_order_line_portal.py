from odoo import models


class SaleOrderLine(models.Model):
    """A sold product as the portal's return form shows it."""

    _inherit = "sale.order.line"

    def _after_sales_portal_variants(self, product):
        """Return the other variants of ``product`` that are on sale in the line's company."""
        self.ensure_one()
        return product.product_tmpl_id.product_variant_ids.filtered(
            lambda variant: (
                variant.active
                and variant.sale_ok
                and variant != product
                and variant.company_id in (self.company_id, self.env["res.company"])
            )
        )

    def _after_sales_portal_price(self, product, price):
        """``price`` (untaxed, per unit of the line) → tax included, per own unit of ``product``,
        which is the line's product or a component of it."""
        self.ensure_one()
        if self.price_subtotal:
            price *= self.price_total / self.price_subtotal
        if product == self.product_id:
            return self.product_uom_id._compute_price(price, product.uom_id)
        return price * self._after_sales_kit_shares().get(product, 0.0)
