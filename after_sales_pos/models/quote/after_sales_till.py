from collections import defaultdict

from odoo import models

from odoo.addons.after_sales_returns.tools import refuse

from ...states import PAID
from ..sold.account_tax import KEPT, exact_taxes, price_unit


class AfterSalesTill(models.AbstractModel):
    """What a ticket comes to: the very lines and tenders of the orders that pay returns out."""

    _inherit = "after.sales.till"

    def _quote_request(self, request):
        """What ``after_sales_quote`` of the till answers."""
        refuse([text for texts in request.blocks.values() for text in texts])
        refuse([text for wish in request.wishes for text in self._blocks_payment(wish)])
        return self._quote(request, request.wishes)

    def _quote(self, request, wishes):
        """:param wishes: those of the request that are paid out
        :return: dict, see ``after_sales_quote``
        """
        orders = [
            self._quote_order(document, own, request.terms)
            for document, own in self._by_document(wishes).items()
        ]
        return {
            "orders": orders,
            "exchanges": self._quote_exchanges(request, wishes, orders),
            "settlement_product_id": self.company.after_sales_settlement_product_id.id,
        }

    def _by_document(self, wishes):
        """Core refunds one receipt per order. :return: dict document → wishes"""
        groups = defaultdict(list)
        for wish in wishes:
            groups[wish.document].append(wish)
        return groups

    def _quote_order(self, document, wishes, terms):
        """:return: dict of one order that pays back: ``origin_kind``, ``origin_id``, ``name``,
        ``partner_id``, ``to_invoice``, ``fiscal_position_id``, ``pricelist_id``, ``lines``,
        ``total`` (negative), ``tenders`` (dict each), ``tender_override``"""
        payer = wishes[0].payer
        lines = payer._quote_lines(document, wishes, terms)
        lines += self._quote_credits(wishes, lines)
        total = self.currency.round(sum(line["amount"] for line in lines))
        tenders = payer._quote_tenders(document, total)
        return {
            "origin_kind": self._origin_of_sale(document)._kind,
            "origin_id": document.id,
            "partner_id": wishes[0].origin._quote_partner(wishes[0]).id,
            **payer._quote_head(document),
            "lines": lines,
            "total": total,
            "tenders": tenders,
            "tender_override": any(tender["is_other"] for tender in tenders),
        }

    def _quote_line(self, wish, role, product, total, **vals):
        """One line of an order that pays back.

        :param total: tax included, negative for what the customer gets
        :param vals: values of the line; ``taxes`` (records) and ``tax_amounts`` (dict tax id →
            (base, tax)) that it has to come to
        :return: dict with ``key``, ``role``, ``product_id``, ``qty``, ``price_unit``,
            ``discount``, ``tax_ids``, ``lots``, ``name``, ``extra_tax_data``, ``origin_line_id``,
            ``amount``
        """
        taxes = vals.pop("taxes", self.env["account.tax"])
        amounts = vals.pop("tax_amounts", None)
        quantity = vals.pop("qty", 1.0 if total > 0 else -1.0)
        price = vals.pop("price_unit", None)
        if price is None:
            price = price_unit(taxes, total, quantity, self.currency, product)
        line = {
            "key": wish.key,
            "role": role,
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "discount": 0.0,
            "tax_ids": taxes.ids,
            "lots": [],
            "name": product.display_name,
            "extra_tax_data": False,
            "origin_line_id": False,
            "amount": total,
            **vals,
        }
        if taxes:
            line["extra_tax_data"] = self._exact_taxes(line, taxes, product, amounts)
        return line

    def _exact_taxes(self, line, taxes, product, amounts):
        """:return: dict for ``extra_tax_data``, False where the price alone comes to that"""
        price = line["price_unit"] * (1.0 - line["discount"] / 100.0)
        totals, reached = taxes._after_sales_amounts_at(price, line["qty"], self.currency, product)
        amounts = amounts or reached
        # Rounded on the whole order, a cent could move to any line of it.
        is_alone = self.company.tax_calculation_rounding_method == "round_per_line"
        pairs = [(total, line["amount"]) for total in totals]
        for tax_id, wanted in amounts.items():
            pairs += zip(wanted, reached.get(tax_id, (0.0, 0.0)), strict=True)
        if is_alone and all(self.currency.is_zero(one - other) for one, other in pairs):
            return False
        return exact_taxes(line, self.currency, amounts)

    def _quote_credits(self, wishes, lines):
        """What is given instead of money, such as what goes on the customer's eWallet."""
        credits = []
        for wish in wishes:
            amount = sum(line["amount"] for line in lines if line["key"] == wish.key)
            product = self._credit_product(wish.row)
            if product and amount < 0:
                given, label = -self.currency.round(amount), self.env._(wish.row.done)
                credits.append(self._quote_line(wish, "credit", product, given, name=label))
        return credits

    # New goods of an exchange -----------------------------------------------------------------

    def _quote_exchanges(self, request, wishes, orders):
        """For the same again the customer owes what it gives back, to the cent; other goods cost
        what they cost today.

        :param orders: list of dict, see ``_quote_order``
        :return: list of dict with ``key``, ``product_id``, ``quantity``, ``price_unit`` (False:
            today's price), ``discount``, ``tax_ids`` (before the till's fiscal position) and
            ``extra_tax_data``
        """
        quoted = defaultdict(list)
        for order in orders:
            for line in order["lines"]:
                quoted[line["key"]].append(line)
        return [
            self._quote_exchange(request, wish, quoted[wish.key])
            for wish in wishes
            if wish.row.new_goods
        ]

    def _quote_exchange(self, request, wish, quoted):
        """:param quoted: list of dict, see ``_quote_line``: what the wish gives back"""
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
            vals.update(self._quote_same_again(request, wish, wanted, quoted))
        return vals

    def _is_same_again(self, wish, wanted):
        """Whether the list price is that of the returned goods, whatever was paid for them."""
        line = wish.sold_line
        return (
            line
            and line.product_id == wish.product
            and wanted.product_tmpl_id == wish.product.product_tmpl_id
            and wanted.lst_price == wish.product.lst_price
        )

    def _quote_same_again(self, request, wish, wanted, quoted):
        """Worn goods or a fee give back less than the new ones cost, which is what the old ones
        did; what went back to a card was paid, too.

        :return: dict of values of ``_quote_exchange``
        """
        sold = wish.sold_line
        before = wish.payer._taxes_before(sold, wanted)
        before = before._filter_taxes_by_company(self.company)
        taxes, amounts = self.config.default_fiscal_position_id.map_tax(before), None
        if request.terms[wish.key] == (100.0, 0.0):  # all that was paid
            goods = [line for line in quoted if not line.get("is_card")]
            total = -self.currency.round(sum(line["amount"] for line in goods))
            if wish.receipt_line and taxes == sold.tax_ids_after_fiscal_position:
                amounts = self._quoted_taxes(goods)
        else:
            total = self.currency.round(request.prices[wish.key][1] * wish.quantity)
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

    # What it is paid back with ----------------------------------------------------------------

    def _spread_tenders(self, order, total, fallback="cash", but=None):
        """Spread ``total`` over the receipt's payments, in proportion. Each is the difference of
        two running totals: all refunds together give back to each what it had paid.

        :param order: the receipt, empty if there is none
        :param total: negative
        :param fallback: kind of tender where nothing tells what it was paid with
        :param but: ``pos.order`` whose own payments do not count as paid back
        :return: list of dict with ``payment_method_id`` of this till, ``amount`` (negative),
            ``name``, ``original`` (name of what it was paid with), ``is_other`` (this till has
            no such tender), ``is_owed`` (sold on account and not paid yet)
        """
        if self.currency.compare_amounts(total, 0.0) >= 0:
            return []
        paid = self._paid_with(order)
        if not paid:
            method = self._till_method_or_first(fallback)
            return [self._tender(method, total)]
        back = self._paid_back_with(order, paid, but)
        part_of_all = min(1.0, (sum(back.values()) - total) / sum(paid.values()))
        left, tenders = -total, []
        for index, (original, amount) in enumerate(paid.items(), 1):
            due = self.currency.round(amount * part_of_all) - back[original]
            part = left if index == len(paid) else max(0.0, min(left, due))
            left = self.currency.round(left - part)
            if not self.currency.is_zero(part):
                method = self._same_tender(original, self.config.payment_method_ids)
                tenders.append(self._tender(method, -self.currency.round(part), original))
        return tenders

    def _tender(self, method, amount, original=None):
        """:param method: of this till; empty where it has none like ``original``: cash it is"""
        method, is_other = method or self._till_method("cash"), not method
        return {
            "payment_method_id": method.id,
            "name": method.name or "",
            "amount": amount,
            "original": original.name if original else "",
            "is_other": is_other,
            # What was paid since counts as paid by bank, see ``_paid_with``.
            "is_owed": bool(original) and original.type == "pay_later",
        }

    def _paid_with(self, order):
        """What the receipt was paid with, change taken off; new goods of an exchange were paid
        by what the returned ones had been paid with. What the back office billed beyond that, and
        what was paid of an account since, was not paid in cash.

        :return: dict payment method → amount (positive)
        """
        paid, later = defaultdict(float), self._till_method_or_first("bank")
        for payment in order.payment_ids:
            method, owed = payment.payment_method_id, payment._after_sales_owed()
            paid[method] += owed
            paid[later if method.type == "pay_later" else method] += payment.amount - owed
        paid[later] += order._after_sales_billed_more()
        settlement = order.lines.filtered(lambda line: line.after_sales_role == "settlement")
        settled = -settlement._after_sales_amount()
        if settled > 0:
            first = self._paid_with_before(order)
            whole = sum(first.values())
            for method, amount in first.items() if whole else ():
                paid[method] += settled * amount / whole
        return {
            method: amount
            for method, amount in paid.items()
            if self.currency.compare_amounts(amount, 0.0) > 0
        }

    def _paid_with_before(self, order):
        """:return: dict as of ``_paid_with``: what came back on the ticket of this receipt, by
        the means that it had been paid with. A sales order was not paid in cash.
        """
        paid = defaultdict(float)
        later = self._till_method_or_first("bank")
        for refund in order._after_sales_whole_tickets().filtered("is_refund"):
            own = refund.lines.filtered(lambda line: line.after_sales_role != "settlement")
            back = -own._after_sales_amount()
            origin = refund.lines.refunded_orderline_id.order_id[:1]
            if refund.after_sales_return_ids.line_ids.sale_line_id:
                paid[later] += back
            # An exchange comes after what it exchanges: this ends.
            elif origin and origin.id < order.id:
                first = self._paid_with(origin)
                for method, amount in first.items():
                    paid[method] += back * amount / sum(first.values())
        return paid

    def _paid_back_with(self, order, paid, but):
        """What was paid back of the receipt so far.

        :param paid: dict as of ``_paid_with``
        :return: dict payment method of ``paid`` → amount (positive); of another till's its like
        """
        methods = self.env["pos.payment.method"].union(*paid)
        refunds = order.lines.refund_orderline_ids.order_id.filtered(
            lambda refund: refund.state in PAID
        )
        back = defaultdict(float)
        for payment in (refunds - but if but else refunds).payment_ids:
            method = self._same_tender(payment.payment_method_id, methods) or methods[:1]
            back[method] -= payment.amount
        return back

    def _same_tender(self, original, methods):
        """The one of ``methods`` that gives back what ``original`` took: itself, else one of its
        journal, else cash for cash and card for card."""
        if original in methods:
            return original
        same_journal = methods.filtered(
            lambda method: method.journal_id and method.journal_id == original.journal_id
        )
        same_kind = methods.filtered(lambda method: method.type == original.type)
        return same_journal[:1] or same_kind[:1]

    def _till_method(self, kind):
        """:param kind: ``cash``, ``bank`` or ``pay_later``"""
        return self.config.payment_method_ids.filtered(lambda method: method.type == kind)[:1]

    def _till_method_or_first(self, kind):
        """:return: as of ``_till_method``; a till without that kind pays by what it has"""
        return self._till_method(kind) or self.config.payment_method_ids[:1]
