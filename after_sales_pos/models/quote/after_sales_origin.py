from odoo import models


class AfterSalesOrigin(models.AbstractModel):
    """How goods of an origin are paid back, by one contract for all that are."""

    _inherit = "after.sales.origin"

    # How money goes back where nothing tells how it came.
    _tender_fallback = "cash"

    def _amounts(self, document, wishes, request):
        """What wishes of one document are worth to the customer.

        :param request: :class:`Request`
        :return: dict key → (refund, fee withheld of it), tax included, in the till's currency
        """
        paid = self._paid_quantities(wishes)
        return {
            wish.key: self._worth(
                request.terms[wish.key],
                paid.get(wish.key, wish.quantity),
                *request.prices[wish.key],
            )
            for wish in wishes
        }

    def _worth(self, terms, quantity, net, price):
        """Of a sales order its credit note will tell, to the cent: it rounds the taxes.

        :param quantity: what is paid for
        :param net: untaxed price paid per unit
        :param price: the same with tax
        """
        percent, fee = terms
        currency = self.till.currency
        fee = currency.round(fee * (price / net if net else 1.0))
        refund = self.env["after.sales.policy"]._refund_amount(
            percent, fee, quantity, price, currency
        )
        return max(0.0, refund), fee

    def _quote_lines(self, document, wishes, terms):
        """:return: list of dict, see ``after.sales.till._quote_line``"""
        raise NotImplementedError

    def _quote_head(self, document):
        """:return: dict of what the order that pays back has of its document"""
        return {
            "name": document.name or "",
            "to_invoice": False,
            "fiscal_position_id": False,
            "pricelist_id": False,
        }

    def _quote_tenders(self, document, total):
        """:return: list of dict, see ``after.sales.till._spread_tenders``"""
        return self.till._spread_tenders(self.env["pos.order"], total, self._tender_fallback)

    def _taxes_before(self, line, product):
        """:return: taxes of new goods like those of a sold line, before any fiscal position"""
        return product.taxes_id
