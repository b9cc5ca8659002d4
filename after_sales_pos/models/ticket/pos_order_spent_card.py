from collections import defaultdict
from uuid import uuid4

from odoo import api, models


class PosOrder(models.Model):
    """What an exchange gives back to gift cards and eWallets is spent again on its new goods: the
    exchange is even, and a card never becomes money by it."""

    _inherit = "pos.order"

    @api.model
    def _spend_returned_cards(self, tickets):
        """:param tickets: dict ticket → its processed ``pos.order``"""
        for orders in tickets.values():
            lines = orders._lines_by_card().filtered(
                lambda line: line._is_after_sales_spent_again()
            )
            if lines:
                lines._spend_after_sales_card(orders._points_given_back())

    def _lines_by_card(self):
        return self.lines.filtered(lambda line: line.after_sales_role == "card")

    def _has_overspent_cards(self):
        """Whether cards pay more of the new goods than came back to them."""
        return any(
            own._after_sales_exceeds(self._given_back_for_exchange(origin))
            for origin, own in self._lines_by_card().grouped("after_sales_origin_id").items()
        )

    def _points_given_back(self):
        """:return: dict card → points that these orders gave to it"""
        given = defaultdict(float)
        for row in self.env["loyalty.history"].search(
            [("order_model", "=", self._name), ("order_id", "in", self.ids)]
        ):
            given[row.card_id] += row.issued
        return given

    def _given_back_for_exchange(self, origin):
        """:param origin: payment by a card
        :return: what goes back to it with the exchanged goods of this ticket
        """
        back = self.lines.filtered(
            lambda line: (
                line.after_sales_role == "share"
                and line.after_sales_origin_id == origin
                and line.after_sales_line_id._resolution_row().new_goods
            )
        )
        return back._after_sales_amount()


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _after_sales_exceeds(self, given_back):
        """Whether these payments spend more than came back to their card."""
        spent = -self._after_sales_amount()
        return self.currency_id.compare_amounts(spent, given_back) > 0

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
