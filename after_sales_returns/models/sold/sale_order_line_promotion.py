from odoo import models


class SaleOrderLine(models.Model):
    """A free piece of what was paid for shares its price: of buy two, get one free at 90 each
    piece was paid 60. Odoo puts the free one on a line of its own, at a discount of 100 %."""

    _inherit = "sale.order.line"

    def _is_after_sales_free_product(self):
        """Whether a promotion gave this product away."""
        self.ensure_one()
        return (
            self.reward_id.reward_type == "product"
            and self.product_uom_qty > 0
            and self.currency_id.is_zero(self.price_subtotal)
        )

    def _after_sales_paid_lines(self):
        """:return: the lines of the order that share their price with this free product: those
        of the same product, in whatever variant; none of a gift that is another product"""
        self.ensure_one()
        template = self.product_id.product_tmpl_id
        return self.order_id.order_line.filtered(
            lambda line: (
                line.product_id.product_tmpl_id == template
                and not line.reward_id
                and not line.display_type
                and line.price_subtotal > 0
            )
        )

    def _after_sales_free_shares(self):
        """What is given away for nothing in proportion to what is paid, as it was ordered.

        :return: dict free line of these orders → worth of it in parts of the worth of its paid
            lines (0.5 of one free piece for two)
        """
        shares = {}
        for free in self.order_id.order_line.filtered("reward_id"):
            if free._is_after_sales_free_product():
                worth = sum(
                    line._after_sales_list_worth() for line in free._after_sales_paid_lines()
                )
                if worth:
                    shares[free] = free._after_sales_list_worth() / worth
        return shares

    def _after_sales_list_worth(self):
        """Worth of the whole line at the price before its discount."""
        self.ensure_one()
        return self.price_unit * (self.product_uom_qty + self.after_sales_qty_lowered)

    def _after_sales_given_away(self):
        """:return: dict paid line of these → worth given away with it, in parts of its own"""
        given = dict.fromkeys(self, 0.0)
        for free, share in self._after_sales_free_shares().items():
            for line in free._after_sales_paid_lines() & self:
                given[line] += share
        return given

    # Worth of a unit ------------------------------------------------------------------------

    def _after_sales_unit_prices(self):
        """A free piece is worth its share of what is paid for the others."""
        shares = self._after_sales_free_shares()
        prices = super()._after_sales_unit_prices()
        for free in self & self.browse().union(*shares):
            paid = free._after_sales_paid_lines()
            prices[free] = shares[free] * sum(
                price * (line.product_uom_qty + line.after_sales_qty_lowered)
                for line, price in paid._after_sales_unit_prices().items()
            )
            prices[free] /= free.product_uom_qty + free.after_sales_qty_lowered
        return prices

    def _after_sales_order_price(self):
        """Untaxed price per unit as ordered, what is given away with it taken off."""
        price = super()._after_sales_order_price()
        return price / (1.0 + self._after_sales_given_away()[self])
