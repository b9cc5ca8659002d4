from collections import defaultdict

from odoo import models

from ...states import PAID


class AfterSalesTill(models.AbstractModel):
    """What a refund is paid back with: as the receipt was paid, as far as this till can."""

    _inherit = "after.sales.till"

    def _quote_tenders(self, order, total, fallback="cash", but=None):
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

    def _share_tenders(self, tenders, total):
        """What is paid out on each when only ``total`` of their sum is, for new goods take the
        rest: in proportion, the last one takes what rounding leaves; as the screen does.

        :param tenders: list of dict, see ``_quote_tenders``
        :param total: negative; zero or more leaves nothing to be paid out
        :return: list of dict
        """
        whole, left = sum(tender["amount"] for tender in tenders), self.currency.round(total)
        if not whole or self.currency.compare_amounts(total, 0.0) >= 0:
            return []
        shared = []
        for tender in tenders:
            part = self.currency.round(total * tender["amount"] / whole)
            part = left if tender is tenders[-1] else part
            left = self.currency.round(left - part)
            shared.append({**tender, "amount": part})
        return shared

    def _is_paid_beyond(self, amount, allowed):
        """Whether more is paid out than may be, but for what rounding may add."""
        coins = self.config.rounding_method.rounding if self.config.cash_rounding else 0.0
        beyond = amount - max(0.0, allowed) - max(coins, self.currency.rounding)
        return (
            self.currency.compare_amounts(amount, 0.0) > 0
            and self.currency.compare_amounts(beyond, 0.0) > 0
        )

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
        paid[later] += order._billed_more()
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
