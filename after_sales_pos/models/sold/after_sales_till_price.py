from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What was paid for what is on a ticket."""

    _inherit = "after.sales.till"

    def _wish_prices(self, wishes):
        """Prices paid per unit of each wish's product, after every discount of its sale.

        :param wishes: list of :class:`Wish`
        :return: dict key → (untaxed, tax included)
        """
        by_kind = {
            kind: [wish for wish in wishes if wish.kind == kind]
            for kind in ("pos", "sale", "return", "none")
        }
        prices = {}
        for kind, found in by_kind.items():
            if found:
                prices.update(getattr(self, f"_{kind}_prices")(found))
        return prices

    def _pos_prices(self, wishes):
        lines = self.env["pos.order.line"].union(*(wish.line for wish in wishes))
        prices, shares = lines._after_sales_unit_prices(), lines._after_sales_kit_shares()
        return {
            wish.key: tuple(
                price * shares.get(wish.line, {}).get(wish.product, 1.0)
                for price in prices[wish.line]
            )
            for wish in wishes
        }

    def _sale_prices(self, wishes):
        lines = self.env["sale.order.line"].union(*(wish.line for wish in wishes))
        prices = lines._after_sales_unit_prices()
        return {
            wish.key: (
                wish.line._after_sales_own_price(wish.product, prices[wish.line]),
                wish.line._after_sales_portal_price(wish.product, prices[wish.line]),
            )
            for wish in wishes
        }

    def _return_prices(self, wishes):
        lines = self.env["after.sales.return.line"].union(*(wish.line for wish in wishes))
        prices = lines._prices_paid()
        return {wish.key: prices[wish.line] for wish in wishes}

    def _none_prices(self, wishes):
        """The prices that a manager fixed without receipt, tax included as the customer hears
        them."""
        prices = {}
        for wish in wishes:
            price = wish.price
            taxes = self._taxes_today(wish.product)
            included = taxes.with_context(force_price_include=True)
            net = included.compute_all(price, self.currency)["total_excluded"]
            prices[wish.key] = (net, price)
        return prices
