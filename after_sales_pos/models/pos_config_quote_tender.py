from collections import defaultdict

from odoo import models


class PosConfig(models.Model):
    """What a refund is paid back with: as the receipt was paid, as far as this till can."""

    _inherit = "pos.config"

    def _quote_tenders(self, order, total, fallback="cash"):
        """Spread ``total`` over the receipt's payments, in proportion.

        :param order: the receipt, empty if there is none
        :param total: negative
        :param fallback: kind of tender where nothing tells what it was paid with
        :return: (list of dict with ``payment_method_id`` of this till, ``amount`` (negative),
            ``name``, ``original`` (name of what it was paid with); whether one of them is another
            kind than the original)
        """
        if self.currency_id.compare_amounts(total, 0.0) >= 0:
            return [], False
        paid = self._paid_with(order)
        if not paid:
            method = self._till_method(fallback) or self.payment_method_ids[:1]
            return [self._tender(method, total, "")], False
        whole, left, tenders, is_other = sum(paid.values()), total, [], False
        for index, (original, amount) in enumerate(paid.items(), 1):
            part = left if index == len(paid) else self.currency_id.round(total * amount / whole)
            left = self.currency_id.round(left - part)
            method = self._same_tender(original)
            is_other |= not method
            tenders.append(self._tender(method or self._till_method("cash"), part, original.name))
        return [tender for tender in tenders if tender["amount"]], is_other

    def _tender(self, method, amount, original):
        return {
            "payment_method_id": method.id,
            "name": method.name or "",
            "amount": amount,
            "original": original,
        }

    def _paid_with(self, order):
        """:return: dict payment method → what it paid of the receipt, change taken off, of
        those that paid something; an exchange was settled with the returns of its ticket"""
        paid = defaultdict(float)
        for payment in order.payment_ids:
            paid[payment.payment_method_id] += payment.amount
        return {
            method: amount
            for method, amount in paid.items()
            if self.currency_id.compare_amounts(amount, 0.0) > 0
        }

    def _same_tender(self, original):
        """The payment method of this till that gives back what ``original`` took: itself, else
        one of its journal, else cash for cash and card for card."""
        mine = self.payment_method_ids
        if original in mine:
            return original
        same_journal = mine.filtered(
            lambda method: method.journal_id and method.journal_id == original.journal_id
        )
        return same_journal[:1] or self._till_method(original.type)

    def _till_method(self, kind):
        """:param kind: ``cash``, ``bank`` or ``pay_later``"""
        return self.payment_method_ids.filtered(lambda method: method.type == kind)[:1]
