from collections import defaultdict

from odoo import models

from ..sold.worth import Cut

ROLES = ("goods", "share", "fee")


class AfterSalesOriginReceipt(models.AbstractModel):
    """What comes back of a receipt: goods, their part of its discounts and of what gift cards
    paid, less fees."""

    _inherit = "after.sales.origin.receipt"

    def _quote_lines(self, document, wishes, terms):
        """The goods come first."""
        lines = self.env["pos.order.line"].union(*(wish.sold_line for wish in wishes))
        shares, cut = lines._after_sales_discount_shares(), lines._after_sales_cutter()
        goods, others = [], []
        for wish in wishes:
            line = wish.sold_line
            percent, fee = terms[wish.key]
            units = line._after_sales_units(wish.product, wish.quantity)
            piece = cut(line, units, percent)
            goods.append(self._quote_goods(wish, line, piece, units, percent))
            others += self._quote_shares(wish, shares[line], piece)
            others += self._quote_fee(wish, line, fee)
        return goods + others + self._quote_cards(document, wishes, goods + others)

    def _quote_head(self, document):
        return {
            "name": document.pos_reference or "",
            "to_invoice": bool(document.account_move),
            "fiscal_position_id": document.fiscal_position_id.id,
            "pricelist_id": document.pricelist_id.id,
        }

    def _quote_tenders(self, document, total):
        return self.till._spread_tenders(document, total)

    def _taxes_before(self, line, product):
        return line.tax_ids

    def _quote_goods(self, wish, line, piece, units, percent):
        """The goods at the price of the receipt; the taxes tell the cents that no price can.

        :param piece: see ``_after_sales_cutter``; it may give back fewer than these ``units``
        """
        total, taxes = piece.part(line)
        # Billed at another price, the price follows from the total.
        is_sold_price = taxes and isinstance(piece, Cut)
        price = line.price_unit * percent / 100.0 * units / wish.quantity
        return self.till._quote_line(
            wish,
            "goods",
            wish.product,
            total,
            qty=-wish.quantity,
            price_unit=price if is_sold_price else None,
            discount=line.discount if is_sold_price else 0.0,
            taxes=line.tax_ids_after_fiscal_position,
            tax_amounts=taxes,
            lots=wish.lots.mapped("name"),
            name=wish.product.display_name,
            units=piece.units,
        )

    def _quote_shares(self, wish, shares, piece):
        """The discounts of the receipt come back with their goods."""
        result = []
        for discount, share in shares.items():
            total, taxes = piece.part(discount, share)
            if not self.till.currency.is_zero(total):
                result.append(
                    self.till._quote_line(
                        wish,
                        "share",
                        discount.product_id,
                        total,
                        qty=-1.0,
                        taxes=discount.tax_ids_after_fiscal_position,
                        tax_amounts=taxes,
                        name=discount.full_product_name or discount.product_id.display_name,
                        origin_line_id=discount.id,
                    )
                )
        return result

    def _quote_fee(self, wish, line, fee):
        if self.till.currency.is_zero(fee):
            return []
        factor = line.price_subtotal_incl / line.price_subtotal if line.price_subtotal else 1.0
        return [
            self.till._quote_line(
                wish,
                "fee",
                self.till.company.after_sales_fee_product_id,
                self.till.currency.round(fee * factor),
                taxes=line.tax_ids_after_fiscal_position,
            )
        ]

    # Gift cards and eWallets --------------------------------------------------------------------

    def _quote_cards(self, order, wishes, lines):
        """What a gift card or eWallet paid of the receipt goes back to it, in proportion to what
        comes back; with store credit all of it is on the customer's eWallet.

        :return: list of dict, see ``after.sales.till._quote_line``
        """
        wishes = [wish for wish in wishes if not wish.row.ewallet]
        keys = {wish.key for wish in wishes}
        lines = [line for line in lines if line["key"] in keys]
        back = -sum(line["amount"] for line in lines)
        dues = order._after_sales_card_dues(back) if wishes else {}
        result = []
        for card, due in dues.items():
            if not self.till.currency.is_zero(due):
                card._check_after_sales_card_usable()
                result += self._spread_card(card, due, wishes, lines)
        return result

    def _spread_card(self, card, due, wishes, lines):
        """One line per wish, so that each knows what it is paid with; the last takes the rest."""
        worth = defaultdict(float)
        for line in lines:
            worth[line["key"]] -= line["amount"]
        whole, left = sum(worth.values()), due
        result = []
        for wish in wishes:
            is_last = wish is wishes[-1]
            part = left if is_last else self.till.currency.round(due * worth[wish.key] / whole)
            left = self.till.currency.round(left - part)
            if not self.till.currency.is_zero(part):
                result.append(
                    self.till._quote_line(
                        wish,
                        "share",
                        card.product_id,
                        part,
                        qty=-1.0,
                        taxes=card.tax_ids_after_fiscal_position,
                        name=card.full_product_name or card.product_id.display_name,
                        origin_line_id=card.id,
                        is_card=True,
                    )
                )
        return result

    # What it is worth ---------------------------------------------------------------------------

    def _amounts(self, document, wishes, request):
        return self._quoted_amounts(self._quote_lines(document, wishes, request.terms))

    def _quoted_amounts(self, lines):
        """Read the quote of a receipt; what goes back to a gift card is given back, too.

        :param lines: list of dict, see ``after.sales.till._quote_line``
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
            key: tuple(self.till.currency.round(amount) for amount in pair)
            for key, pair in amounts.items()
        }
