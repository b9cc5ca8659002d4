from collections import defaultdict
from uuid import uuid4

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...states import PAID

EPSILON = 1e-6


def card_amount(item):
    """:param item: ``account.move.line`` that turns a payment by card round, or pays so again
    :return: what it gives back to the card; negative where it pays by it
    """
    return -item.price_total if item.move_id.move_type == "out_refund" else item.price_total


class PosOrderLine(models.Model):
    """Lines by which cards paid a receipt, and how far a line came back, for the points that it
    earned or cost."""

    _inherit = "pos.order.line"

    # Payments by card -----------------------------------------------------------------------------

    def _is_after_sales_card(self):
        """Whether this line, or none, is such a payment."""
        reward = self.sudo().reward_id
        return (
            bool(reward) and reward.program_id.is_payment_program and self.qty * self.price_unit < 0
        )

    def _after_sales_carded(self, but=None):
        """What went back to the card of this payment so far.

        :param but: ``pos.order`` that does not count
        :return: positive amount, at most what the card paid
        """
        self.ensure_one()
        refunds = self.sudo().search(
            (
                Domain("after_sales_origin_id", "=", self.id)
                | Domain("refunded_orderline_id", "=", self.id)
            )
            & Domain("order_id.state", "in", PAID)
        )
        # Of documents of the back office that turn the payment round, or pay so again.
        items = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("after_sales_pos_line_id", "=", self.id),
                    ("parent_state", "=", "posted"),
                    ("move_id.pos_order_ids", "=", False),
                ]
            )
        )
        back = refunds.filtered(lambda line: line.order_id != but)._after_sales_amount()
        back += sum(map(card_amount, items))
        return max(0.0, min(-self.price_subtotal_incl, back))

    def _after_sales_card_points(self, amount):
        """:return: points of the card that paid ``amount`` of this payment"""
        self.ensure_one()
        return self.points_cost * amount / -self.price_subtotal_incl

    def _check_after_sales_card_usable(self):
        """:raise UserError: what goes back to the card could never be spent"""
        self.ensure_one()
        program = self.sudo().reward_id.program_id
        if self.sudo().coupon_id and program._is_after_sales_usable():
            return
        raise UserError(
            self.env._(
                "Receipt %(receipt)s was paid in part with %(program)s, which is out of use. Take "
                "the program into use again, or give store credit.",
                receipt=self._after_sales_receipt_name(),
                program=program.display_name,
            )
        )

    def _after_sales_exceeds(self, given_back):
        """Whether these payments spend more than came back to their card."""
        spent = -self._after_sales_amount()
        return self.currency_id.compare_amounts(spent, given_back) > 0

    def _is_after_sales_spent_again(self):
        """Whether this line can be what a card of a returned receipt pays of new goods."""
        origin = self.after_sales_origin_id
        return (
            not self.order_id.is_refund
            and origin._is_after_sales_card()
            and self.product_id == origin.product_id
            and self._after_sales_amount() < 0
        )

    def _spend_after_sales_card(self, given):
        """Make them payments by the card, as those of Odoo's till are. What was promised without
        connection and is not on the card is not taken from it either.

        :param given: dict card → points that came back to it
        """
        vals_list, left = [], defaultdict(float, given)
        for line in self:
            origin, card = line.after_sales_origin_id, line.after_sales_origin_id.coupon_id
            points = origin._after_sales_card_points(-line._after_sales_amount())
            points = min(points, left[card])
            left[card] -= points
            line.write(
                {
                    "is_reward_line": True,
                    "reward_id": origin.reward_id.id,
                    "coupon_id": card.id,
                    "points_cost": points,
                    "reward_identifier_code": str(uuid4())[:8],
                }
            )
            vals_list.append(
                {
                    "card_id": card.id,
                    "description": self.env._("Exchanged with %s", line.order_id.pos_reference),
                    "issued": 0.0,
                    "used": points,
                    "order_model": "pos.order",
                    "order_id": line.order_id.id,
                }
            )
        spent = [vals for vals in vals_list if vals["used"]]
        self.env["loyalty.history"]._after_sales_move_points(spent)

    # Points ---------------------------------------------------------------------------------------

    def _after_sales_part_back(self, but=None):
        """:param but: refund that does not count
        :return: part of this line (0..1) that refunds gave money back for; of what has no price
            the part of its units
        """
        self.ensure_one()
        refunds = self.sudo().refund_orderline_ids.filtered(
            lambda line: line.order_id.state in PAID and line.order_id != but
        )
        if not self.price_subtotal_incl:
            return min(1.0, max(0.0, -sum(refunds.mapped("qty")) / self.qty))
        back = -refunds._after_sales_amount() / self.price_subtotal_incl
        return min(1.0, max(0.0, back))

    def _after_sales_reward_points(self, refund):
        """:return: points of this reward that go back with ``refund``"""
        self.ensure_one()
        before, after = self._after_sales_reward_back(refund), self._after_sales_reward_back()
        if not self.coupon_id.program_id.is_nominative:
            before, after = (float(part > 1.0 - EPSILON) for part in (before, after))
        return self.points_cost * max(0.0, after - before)

    def _after_sales_reward_back(self, but=None):
        """:param but: refund that does not count
        :return: part of this reward (0..1) that its goods have brought back
        """
        worth = -self.price_subtotal_incl
        if not worth:
            goods = self._after_sales_free_goods()
            units = sum(goods.mapped("qty"))
            back = sum(line.qty * line._after_sales_part_back(but) for line in goods)
            return back / units if units else 0.0
        lines = self.sudo().search(
            (
                Domain("after_sales_origin_id", "=", self.id)
                | Domain("refunded_orderline_id", "=", self.id)
            )
            & Domain("order_id.state", "in", PAID)
        )
        back = lines.filtered(lambda line: line.order_id != but)._after_sales_amount()
        return min(1.0, max(0.0, back / worth))

    def _after_sales_free_goods(self):
        """:return: what a reward without worth gave; all goods of the receipt if it is not there"""
        goods = self.order_id.lines.filtered(
            lambda line: line.qty > 0 and not line.is_reward_line and not line.after_sales_role
        )
        products = self.sudo().reward_id.reward_product_ids
        return goods.filtered(lambda line: line.product_id in products) or goods
