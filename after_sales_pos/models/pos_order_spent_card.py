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
            lines = orders.lines.filtered(lambda line: line.after_sales_role == "card")
            for origin, own in lines.grouped("after_sales_origin_id").items():
                if own._after_sales_exceeds(orders._given_back_for_exchange(origin)):
                    self._refuse_settlement()
            lines._spend_after_sales_card()

    def _given_back_for_exchange(self, origin):
        """:param origin: payment by a card
        :return: what goes back to it with the exchanged goods of this ticket
        """
        back = self.lines.filtered(
            lambda line: (
                line.after_sales_role == "share"
                and line.after_sales_origin_id == origin
                and line.after_sales_line_id.resolution == "exchange"
            )
        )
        return back._after_sales_amount()


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _after_sales_exceeds(self, given_back):
        """Whether these payments spend more than came back to their card."""
        spent = -self._after_sales_amount()
        return self.currency_id.compare_amounts(spent, given_back) > 0

    def _spend_after_sales_card(self):
        """Make them payments by the card, as those of Odoo's till are."""
        vals_list = []
        for line in self:
            origin = line.after_sales_origin_id
            points = origin._after_sales_card_points(-line._after_sales_amount())
            line.write(
                {
                    "is_reward_line": True,
                    "reward_id": origin.reward_id.id,
                    "coupon_id": origin.coupon_id.id,
                    "points_cost": points,
                    "reward_identifier_code": str(uuid4())[:8],
                }
            )
            vals_list.append(
                {
                    "card_id": origin.coupon_id.id,
                    "description": self.env._("Exchanged with %s", line.order_id.pos_reference),
                    "issued": 0.0,
                    "used": points,
                    "order_model": "pos.order",
                    "order_id": line.order_id.id,
                }
            )
        self.env["loyalty.history"]._after_sales_move_points(vals_list)
