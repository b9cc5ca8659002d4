from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """What cards gain and lose by a return: store credit is given, points earned are taken back,
    points and money spent are given back, each in proportion to what comes back."""

    _inherit = "pos.order"

    def _give_store_credit(self, returned):
        credits = self.lines.filtered(lambda line: line.after_sales_role == "credit")
        amount = credits._after_sales_amount()
        if self.currency_id.is_zero(amount):
            return
        if returned.offline:
            self._note_conflicts(
                returned,
                "",
                [
                    self.env._(
                        "%(amount)s of store credit was promised without connection, and is not "
                        "on the customer's card.",
                        amount=self.currency_id.format(amount),
                    )
                ],
            )
            return
        buyer = self.lines.refunded_orderline_id.order_id.partner_id[:1] or self.partner_id
        if not buyer:
            raise UserError(
                self.env._(
                    "Store credit belongs to a customer. Choose who gets it, then pay the ticket."
                )
            )
        balance = self._store_credit_balance(credits)
        self.env["loyalty.card"]._add_store_credit(buyer, balance, self)

    def _store_credit_balance(self, credits):
        """:return: what the books owe for these lines, in the company's currency: by the credit
        note, else by the session at the rate of the day"""
        if self.account_move:
            items = self.account_move.invoice_line_ids
            items = items.filtered(lambda item: item.after_sales_pos_line_id in credits)
            return -sum(items.mapped("balance"))
        amount = credits._after_sales_amount()
        return self.company_id.currency_id.round(amount / self.currency_rate)

    def _store_credit_label(self):
        return self.pos_reference or self.name

    def _move_loyalty_points(self, returned=None):
        """Move the points of the receipts that this order pays back.

        :param returned: :class:`TillReturn`; none for Odoo's own refunds
        """
        changes = defaultdict(lambda: [0.0, 0.0])
        receipts = self.lines.refunded_orderline_id.order_id
        for line in self.lines:
            origin = line.after_sales_origin_id or line.refunded_orderline_id
            if not origin.coupon_id or not origin.price_subtotal_incl:
                continue
            is_known = line.after_sales_role == "share" and origin.order_id in receipts
            if is_known or origin == line.refunded_orderline_id:
                changes[origin.coupon_id][0] += self._points_given_back(line, origin, returned)
            elif returned:
                self._note_kept_off(returned, origin, line._after_sales_amount())
        origin = receipts[:1] if returned else receipts.browse()
        for card, earned in origin._points_to_take_back(self).items():
            changes[card][1] += earned
        self.env["loyalty.history"]._after_sales_move_points(
            [
                {
                    "card_id": card.id,
                    "description": self.env._("Returned with %s", self._store_credit_label()),
                    "issued": given,
                    "used": taken,
                    "order_model": self._name,
                    "order_id": self.id,
                }
                for card, (given, taken) in changes.items()
                if given or taken
            ]
        )

    def _points_given_back(self, line, origin, returned):
        """What a till sends that had no connection is kept as it is, but a card gets no more than
        it paid.

        :param origin: the payment or the reward that ``line`` gives back
        :return: points, positive
        """
        amount = line._after_sales_amount()
        if not origin._is_after_sales_card():
            return origin.points_cost * max(0.0, min(1.0, amount / -origin.price_subtotal_incl))
        left = -origin.price_subtotal_incl - origin._after_sales_carded(but=self)
        kept = max(0.0, min(amount, left))
        if returned and self.currency_id.compare_amounts(kept, amount) < 0:
            self._note_kept_off(returned, origin, amount - kept)
        return origin._after_sales_card_points(kept)

    def _note_kept_off(self, returned, origin, amount):
        if origin._is_after_sales_card() and not self.currency_id.is_zero(amount):
            self._note_conflicts(
                returned,
                "",
                [
                    self.env._(
                        "%(amount)s was promised back to the card of receipt %(receipt)s, and is "
                        "not on it.",
                        amount=self.currency_id.format(amount),
                        receipt=origin._after_sales_receipt_name(),
                    )
                ],
            )

    def _points_to_take_back(self, refund):
        """What this receipt earned for what ``refund`` brings back. Its history nets what it
        earned and spent; what it spent stands on its reward lines.

        :return: dict card → points
        """
        goods = self.lines.filtered(lambda line: line.price_subtotal_incl > 0)
        worth = sum(goods.mapped("price_subtotal_incl"))
        back = -refund.lines.filtered("refunded_orderline_id")._after_sales_amount()
        if not self or not worth:
            return {}
        history = self.env["loyalty.history"].search(
            [("order_model", "=", "pos.order"), ("order_id", "=", self.id)]
        )
        points = {}
        for card, rows in history.grouped("card_id").items():
            lines = self.lines.filtered(lambda line, card=card: line.coupon_id == card)
            spent = sum(lines.mapped("points_cost"))
            earned = sum(rows.mapped("issued")) - sum(rows.mapped("used")) + spent
            if earned > 0 and not card.program_id.is_payment_program:
                points[card] = earned * min(1.0, back / worth)
        return points
