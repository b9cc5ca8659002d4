from odoo import models


class AfterSalesOriginNoReceipt(models.AbstractModel):
    """Goods that nothing proves the sale of: a manager fixes what they are worth. They are taken
    to be sold at a till like this one."""

    _name = "after.sales.origin.no_receipt"
    _inherit = "after.sales.origin"
    _description = "Goods without Receipt"
    _kind = "none"
    _has_sale = False

    def _items_of(self, wishes, ticket):
        return []

    def _customer(self, wish):
        return self.env["res.partner"]

    def _prepare_sold_vals(self, wish):
        return {}

    def _fixed_price(self, data):
        return data["price_unit"]

    def _prices(self, wishes):
        """The prices that a manager fixed, tax included as the customer hears them."""
        prices = {}
        for wish in wishes:
            taxes = self.till._taxes_today(wish.product).with_context(force_price_include=True)
            net = taxes.compute_all(wish.price, self.till.currency)["total_excluded"]
            prices[wish.key] = (net, wish.price)
        return prices

    def _terms(self, wish, verdict, price):
        return 100.0, 0.0

    def _check_free(self, ticket, wanted):
        """Nobody else can claim it."""

    def _blocks_origin(self, wish):
        if self.till.config.after_sales_no_receipt != "no" or wish.is_unbound:
            return []
        return [
            self.env._(
                "%(product)s: this till takes nothing without a receipt. Look for the sale.",
                product=wish.product.display_name,
            )
        ]

    def _blocks_price(self, wish):
        """Nobody knows what was paid: it is at most what the product costs here today."""
        if not wish.is_money:
            return []
        names, currency = {"product": wish.product.display_name}, self.till.currency
        if not wish.price:
            return [self.env._("%(product)s: enter the price that is paid back.", **names)]
        most = currency.round(self.till._today_prices(wish.product)[wish.product])
        if not most or currency.compare_amounts(wish.price, most) <= 0:
            return []
        return [
            self.env._(
                "%(product)s: without receipt at most its price of today is paid back, %(price)s. "
                "Lower the price, or look for the receipt.",
                price=currency.format(most),
                **names,
            )
        ]

    def _overrides(self, wish, verdict):
        return ["no_receipt"] if wish.row.manager_at else []

    def _free_lots(self, lines, ticket):
        return {}

    def _blocks_lot_quantity(self, wishes, ticket):
        return {}
