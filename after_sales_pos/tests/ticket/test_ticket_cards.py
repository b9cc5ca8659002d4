from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketCards(TicketCase):
    """What cards paid, earned and spent on a receipt comes back with its goods."""

    def setUp(self):
        super().setUp()
        self.wallet = self._create_wallet(100.0)

    def _spend(self, card, amount, **more):
        """A line by which a card pays or a promotion lowers the receipt."""
        reward = card.program_id.reward_ids[:1]
        values = {
            "price_unit": -amount,
            "tax_ids": [Command.clear()],
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": amount,
            "reward_identifier_code": str(uuid4())[:8],
            **more,
        }
        return reward.discount_line_product_id, 1, values

    def test_money_of_a_wallet_goes_back_to_it(self):
        sale = self._sell_at_till(
            self.till, (self.shirt, 2), self._spend(self.wallet, 50.0), partner=self.customer
        )
        self.wallet.points = 50.0
        refund = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(refund.amount_total, -85.0)
        self.assertAlmostEqual(self.wallet.points, 75.0)
        rest = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(rest.amount_total, -85.0)
        self.assertAlmostEqual(self.wallet.points, 100.0)

    def _sell_for_points(self, **history):
        """A receipt that earned 30 points on a card and spent 40; the card had 100.

        :param history: what the till wrote of it
        :return: (receipt, card)
        """
        program = self.env["loyalty.program"].create(
            {
                "name": "Points",
                "program_type": "loyalty",
                "applies_on": "both",
                "rule_ids": [Command.create({"reward_point_mode": "money"})],
                "reward_ids": [
                    Command.create(
                        {"reward_type": "discount", "discount": 10, "required_points": 40}
                    )
                ],
            }
        )
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "partner_id": self.customer.id, "points": 100.0}
        )
        reward = self._spend(card, 20.0, points_cost=40.0, tax_ids=[Command.set(self.tax.ids)])
        sale = self._sell_at_till(self.till, (self.shirt, 2), reward, partner=self.customer)
        self.env["loyalty.history"].create(
            {
                "card_id": card.id,
                "description": "Sale",
                "order_model": "pos.order",
                "order_id": sale.id,
                **history,
            }
        )
        card.points = 90.0
        return sale, card

    def test_points_spent_on_a_reward_are_given_back(self):
        sale, card = self._sell_for_points(issued=30.0, used=40.0)
        refund = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(refund.amount_total, -99.0)
        # 15 of the 30 earned are taken back, 20 of the 40 spent given back.
        self.assertAlmostEqual(card.points, 95.0)

    def test_points_that_the_till_netted_are_told_apart(self):
        """A till writes 10 used for 30 earned and 40 spent."""
        sale, card = self._sell_for_points(issued=0.0, used=10.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(card.points, 95.0)

    def test_card_stops_at_zero_where_the_company_says_so(self):
        self.company.after_sales_points_floor = "zero"
        sale, card = self._sell_for_points(issued=0.0, used=10.0)
        sale.lines.filtered("coupon_id").points_cost = 0.0
        self.env["loyalty.history"].search([("card_id", "=", card.id)]).write(
            {"issued": 30.0, "used": 0.0}
        )
        card.points = 5.0
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(card.points, 0.0)
