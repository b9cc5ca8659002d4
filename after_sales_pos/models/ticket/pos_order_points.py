from collections import defaultdict

from odoo import models

EPSILON = 1e-6


class PosOrder(models.Model):
    """What cards gain and lose by a return: points earned are taken back, points and money spent
    are given back, as far as the goods are back. A coupon is worth something as a whole only."""

    _inherit = "pos.order"

    def _move_loyalty_points(self, returned=None):
        """Move the points of the receipts that this order pays back.

        :param returned: :class:`TillReturn`; none for Odoo's own refunds
        """
        changes = defaultdict(lambda: [0.0, 0.0])
        receipts = self.lines.refunded_orderline_id.order_id
        for line in self.lines:
            origin = line.after_sales_origin_id or line.refunded_orderline_id
            if not origin.coupon_id or not origin._is_after_sales_card():
                continue
            is_known = line.after_sales_role == "share" and origin.order_id in receipts
            if is_known or origin == line.refunded_orderline_id:
                changes[origin.coupon_id][0] += self._money_given_back(line, origin, returned)
            elif returned:
                self._note_kept_off(returned, origin, line._after_sales_amount())
        for reward in self._rewards_given_back(receipts, returned):
            changes[reward.coupon_id][0] += reward._after_sales_reward_points(self)
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

    # Given back -----------------------------------------------------------------------------

    def _money_given_back(self, line, origin, returned):
        """What a till sends that had no connection is kept as it is, but a card gets no more than
        it paid.

        :param origin: the payment by card that ``line`` gives back
        :return: points, positive
        """
        amount = line._after_sales_amount()
        left = -origin.price_subtotal_incl - origin._after_sales_carded(but=self)
        kept = max(0.0, min(amount, left))
        if returned and self.currency_id.compare_amounts(kept, amount) < 0:
            self._note_kept_off(returned, origin, amount - kept)
        return origin._after_sales_card_points(kept)

    def _note_kept_off(self, returned, origin, amount):
        if origin._is_after_sales_card() and not self.currency_id.is_zero(amount):
            returned.note(
                [
                    self.env._(
                        "%(amount)s was promised back to the card of receipt %(receipt)s, and is "
                        "not on it.",
                        amount=self.currency_id.format(amount),
                        receipt=origin._after_sales_receipt_name(),
                    )
                ],
            )

    def _rewards_given_back(self, receipts, returned):
        """:return: the reward lines whose points may go back with this order"""
        rewards = receipts.lines.filtered(
            lambda line: line.coupon_id and line.points_cost and not line._is_after_sales_card()
        )
        return rewards if returned else rewards & self.lines.refunded_orderline_id

    # Taken back -----------------------------------------------------------------------------

    def _points_to_take_back(self, refund):
        """What this receipt earned for what ``refund`` brings back, and would not have earned
        without it: what was granted for an order, or for as much of it as is left, stays.

        :return: dict card → points
        """
        earned = self._after_sales_points_earned()
        if not earned:
            return {}
        taken = {}
        before, after = self._after_sales_parts_kept(but=refund), self._after_sales_parts_kept()
        programs = self.env["loyalty.program"].union(*(card.program_id for card in earned))
        for program in programs:
            own = {card: points for card, points in earned.items() if card.program_id == program}
            lost = program._after_sales_points_lost(own, after)
            for card, points in program._after_sales_points_lost(own, before).items():
                lost[card] -= points
            taken |= {card: points for card, points in lost.items() if points > EPSILON}
        return taken

    def _after_sales_points_earned(self):
        """Its history nets what the receipt earned and spent, and says nothing where that comes
        to nothing; what it spent stands on its reward lines.

        :return: dict card → points
        """
        rewards = self.lines.filtered(lambda line: line.coupon_id and line.points_cost)
        history = self.env["loyalty.history"].search(
            [("order_model", "=", "pos.order"), ("order_id", "in", self.ids)]
        )
        earned = defaultdict(float)
        for row in history:
            earned[row.card_id] += row.issued - row.used
        for line in rewards:
            earned[line.coupon_id] += line.points_cost
        return {
            card: points
            for card, points in earned.items()
            if points > EPSILON
            and not card.program_id.is_payment_program
            and card.program_id.applies_on != "current"
        }

    def _after_sales_parts_kept(self, but=None):
        """:param but: refund that does not count
        :return: dict line of goods → part of it (0..1) that did not come back for money
        """
        goods = self.lines.filtered(
            lambda line: line.qty > 0 and not line.is_reward_line and not line.after_sales_role
        )
        return {line: 1.0 - line._after_sales_part_back(but) for line in goods}
