from collections import defaultdict

from odoo import models

ROLES = ("goods", "share", "fee")


class AfterSalesTill(models.AbstractModel):
    """What the wishes on a ticket are worth, before anything is confirmed."""

    _inherit = "after.sales.till"

    def _amounts(self, wishes, verdicts):
        """What each wish is worth to the customer, in whatever form it is given back.

        :param wishes: list of :class:`Wish`
        :param verdicts: dict, see ``_verdicts``
        :return: dict key → (refund, fee withheld of it), tax included, in the till's currency;
            zero for what pays nothing
        """
        paying = [wish for wish in wishes if wish.row.credits]
        terms = self._terms(paying, verdicts)
        prices = self._wish_prices(paying)
        paid = self._paid_quantities(paying)
        amounts = {wish.key: (0.0, 0.0) for wish in wishes}
        receipts = defaultdict(list)
        for wish in paying:
            origin = self._origin_of(wish)
            if origin._name == "pos.order" and origin:
                receipts[origin].append(wish)
            else:
                quantity = paid.get(wish.key, wish.quantity)
                amounts[wish.key] = self._worth(terms[wish.key], quantity, *prices[wish.key])
        for order, group in receipts.items():
            amounts.update(self._quoted_amounts(self._quote_receipt(order, group, terms)))
        return amounts

    def _worth(self, terms, quantity, net, price):
        """Of a sales order its credit note will tell, to the cent: it rounds the taxes.

        :param quantity: what is paid for
        :param net: untaxed price paid per unit
        :param price: the same with tax
        """
        percent, fee = terms
        fee = self.currency.round(fee * (price / net if net else 1.0))
        refund = self.env["after.sales.policy"]._refund_amount(
            percent, fee, quantity, price, self.currency
        )
        return max(0.0, refund), fee

    def _quoted_amounts(self, lines):
        """Read the quote of a receipt; what goes back to a gift card is given back, too.

        :param lines: list of dict, see ``_quote_line``
        :return: dict key → (refund, fee)
        """
        origins = self.env["pos.order.line"].browse(
            line["origin_line_id"] for line in lines if line["origin_line_id"]
        )
        cards = set(origins.filtered(lambda line: line._is_after_sales_card())._ids)
        amounts = defaultdict(lambda: [0.0, 0.0])
        for line in lines:
            if line["role"] in ROLES and line["origin_line_id"] not in cards:
                amounts[line["key"]][0] -= line["amount"]
            if line["role"] == "fee":
                amounts[line["key"]][1] += line["amount"]
        return {
            key: tuple(self.currency.round(amount) for amount in pair)
            for key, pair in amounts.items()
        }
