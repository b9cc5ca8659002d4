from collections import defaultdict

from odoo import models

from ..sold.pos_order_line_tax import KEPT


class AfterSalesTill(models.AbstractModel):
    """The new goods of an exchange: for the same again the customer owes what it gives back, to
    the cent; other goods cost what they cost today."""

    _inherit = "after.sales.till"

    def _quote_exchanges(self, wishes, orders, terms):
        """:param orders: list of dict, see ``_quote_order``
        :param terms: dict, see ``_terms``
        :return: list of dict with ``key``, ``product_id``, ``quantity``, ``price_unit`` (False:
            today's price), ``discount``, ``tax_ids`` (before the till's fiscal position) and
            ``extra_tax_data``
        """
        quoted = defaultdict(list)
        for order in orders:
            for line in order["lines"]:
                quoted[line["key"]].append(line)
        return [
            self._quote_exchange(wish, quoted[wish.key], terms[wish.key] == (100.0, 0.0))
            for wish in wishes
            if wish.row.new_goods
        ]

    def _quote_exchange(self, wish, quoted, is_whole):
        """:param quoted: list of dict, see ``_quote_line``: what the wish gives back
        :param is_whole: whether that is all that was paid
        """
        wanted = wish.exchange_product or wish.product
        vals = {
            "key": wish.key,
            "product_id": wanted.id,
            "quantity": wish.quantity,
            "price_unit": False,
            "discount": 0.0,
            "tax_ids": [],
            "extra_tax_data": False,
        }
        if self._is_same_again(wish, wanted):
            vals.update(self._quote_same_again(wish, wanted, quoted, is_whole))
        return vals

    def _is_same_again(self, wish, wanted):
        """Whether the list price is that of the returned goods, whatever was paid for them."""
        line = self._sold_line(wish)
        return (
            line
            and line.product_id == wish.product
            and wanted.product_tmpl_id == wish.product.product_tmpl_id
            and wanted.lst_price == wish.product.lst_price
        )

    def _quote_same_again(self, wish, wanted, quoted, is_whole):
        """Worn goods or a fee give back less than the new ones cost, which is what the old ones
        did; what went back to a card was paid, too.

        :return: dict of values of ``_quote_exchange``
        """
        sold = self._sold_line(wish)
        is_receipt = sold._name == "pos.order.line"
        before = sold.tax_ids if is_receipt else wanted.taxes_id
        before = before._filter_taxes_by_company(self.company)
        taxes, amounts = self.config.default_fiscal_position_id.map_tax(before), None
        if is_whole:
            goods = [line for line in quoted if not line.get("is_card")]
            total = -self.currency.round(sum(line["amount"] for line in goods))
            if is_receipt and taxes == sold.tax_ids_after_fiscal_position:
                amounts = self._quoted_taxes(goods)
        else:
            paid = self._wish_prices([wish])[wish.key][1]
            total = self.currency.round(paid * wish.quantity)
        line = self._quote_line(
            wish, False, wanted, total, qty=wish.quantity, taxes=taxes, tax_amounts=amounts
        )
        return {
            "price_unit": line["price_unit"],
            "tax_ids": before.ids,
            "extra_tax_data": line["extra_tax_data"],
        }

    def _quoted_taxes(self, quoted):
        """:param quoted: list of dict, see ``_quote_line``
        :return: dict tax id → (base, tax) of what these lines give back; positive
        """
        amounts = defaultdict(lambda: (0.0, 0.0))
        for line in quoted:
            for tax_id, pair in self._line_taxes(line).items():
                amounts[tax_id] = tuple(
                    self.currency.round(sum_ - part)
                    for sum_, part in zip(amounts[tax_id], pair, strict=True)
                )
        return dict(amounts)

    def _line_taxes(self, line):
        """:return: dict tax id → (base, tax) of a quoted line"""
        if line["extra_tax_data"]:
            kept = line["extra_tax_data"]["manual_tax_amounts"]
            return {
                int(tax_id): tuple(pair[name] for name in KEPT) for tax_id, pair in kept.items()
            }
        price = line["price_unit"] * (1.0 - line["discount"] / 100.0)
        taxes = self.env["account.tax"].browse(line["tax_ids"])
        product = self.env["product.product"].browse(line["product_id"])
        return taxes._after_sales_amounts_at(price, line["qty"], self.currency, product)[1]
