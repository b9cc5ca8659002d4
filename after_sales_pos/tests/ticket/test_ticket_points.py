from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common import TicketCase


class PointsCase(TicketCase):
    """Receipts that earned points and spent some, as Odoo's till writes them."""

    def _program(self, rule=(), reward=(), **vals):
        """:return: a loyalty program with one rule and one reward"""
        return self.env["loyalty.program"].create(
            {
                "name": "Club",
                "program_type": "loyalty",
                "applies_on": "both",
                "rule_ids": [Command.create({"reward_point_mode": "money", **dict(rule)})],
                "reward_ids": [
                    Command.create(
                        {"reward_type": "discount", "required_points": 1, **dict(reward)}
                    )
                ],
                **vals,
            }
        )

    def _card(self, *args, **vals):
        if args:
            return super()._card(*args)
        return self.env["loyalty.card"].create({"partner_id": self.customer.id, **vals})

    def _reward_line(self, card, amount, points):
        reward = card.program_id.reward_ids
        values = {
            "price_unit": -amount,
            "tax_ids": [Command.set(self.tax.ids)],
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": points,
            "reward_identifier_code": str(uuid4())[:8],
        }
        return reward.discount_line_product_id, 1, values

    def _sell_with(self, card, earned, spent, *lines):
        """A receipt of 110.00 a shirt; what its till tells the server of the card's points."""
        sale = self._sell_at_till(self.till, *lines, partner=self.customer)
        sale.with_user(self.cashier).confirm_coupon_programs(
            {
                str(card.id): {
                    "points": earned - spent,
                    "program_id": card.program_id.id,
                    "coupon_id": card.id,
                    "barcode": False,
                }
            }
        )
        return sale

    def assertPoints(self, card, points):
        self.assertAlmostEqual(card.points, points, 2)


@tagged("post_install", "-at_install")
class TestTicketPoints(PointsCase):
    def _buy_one_free(self):
        """68.93 points: goods that earn 53.50, one of them free for 50 points."""
        program = self._program(
            reward={
                "reward_type": "product",
                "reward_product_id": self.shoe.id,
                "required_points": 50,
            }
        )
        card = self._card(program_id=program.id, points=68.93)
        free = self._reward_line(card, 80.0, 50.0)
        sale = self._sell_with(card, 53.5, 50.0, (self.shirt, 1), (self.shoe, 1), free)
        self.assertPoints(card, 72.43)
        return sale, card

    def test_both_back_at_once(self):
        sale, card = self._buy_one_free()
        self._pay_back(self.till, *(self._wish(line) for line in sale.lines[:2]))
        self.assertPoints(card, 68.93)

    def test_both_back_one_after_the_other(self):
        for first, second in ((0, 1), (1, 0)):
            with self.subTest(first=first):
                sale, card = self._buy_one_free()
                self._pay_back(self.till, self._wish(sale.lines[first]))
                self._pay_back(self.till, self._wish(sale.lines[second]))
                self.assertPoints(card, 68.93)

    def test_earned_as_much_as_spent_is_in_no_history(self):
        program = self._program(reward={"required_points": 50})
        card = self._card(program_id=program.id, points=60.0)
        reward = self._reward_line(card, 10.0, 50.0)
        sale = self._sell_with(card, 50.0, 50.0, (self.shirt, 1), reward)
        self.assertPoints(card, 60.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertPoints(card, 60.0)

    def test_free_thing_that_costs_nothing_gives_its_points_back(self):
        """A present without a price: its reward line is worth nothing, too."""
        present = self._create_product("Bag", 0.0, available_in_pos=True)
        program = self._program(
            reward={
                "reward_type": "product",
                "reward_product_id": present.id,
                "required_points": 50,
            }
        )
        card = self._card(program_id=program.id, points=50.0)
        free = self._reward_line(card, 0.0, 50.0)
        sale = self._sell_with(card, 0.0, 50.0, (self.shirt, 1), (present, 1), free)
        self.assertPoints(card, 0.0)
        self._pay_back(self.till, *(self._wish(line) for line in sale.lines[:2]))
        self.assertPoints(card, 50.0)

    def test_points_of_an_order_stay_while_there_is_one(self):
        """10 points for each purchase from 100.00: two shirts, one of them back, then both."""
        program = self._program(
            rule={
                "reward_point_mode": "order",
                "reward_point_amount": 10,
                "minimum_amount": 100.0,
            }
        )
        card = self._card(program_id=program.id, points=0.0)
        sale = self._sell_with(card, 10.0, 0.0, (self.shirt, 2))
        self._pay_back(self.till, self._wish(sale.lines))
        self.assertPoints(card, 10.0)
        self._pay_back(self.till, self._wish(sale.lines))
        self.assertPoints(card, 0.0)

    def test_points_of_an_order_go_with_its_condition(self):
        program = self._program(
            rule={
                "reward_point_mode": "order",
                "reward_point_amount": 10,
                "minimum_amount": 200.0,
            }
        )
        card = self._card(program_id=program.id, points=0.0)
        sale = self._sell_with(card, 10.0, 0.0, (self.shirt, 2))
        self._pay_back(self.till, self._wish(sale.lines))
        self.assertPoints(card, 0.0)

    def test_points_of_a_unit_go_with_the_unit(self):
        """3 points a shirt, none for shoes."""
        program = self._program(
            rule={
                "reward_point_mode": "unit",
                "reward_point_amount": 3,
                "product_ids": [Command.set(self.shirt.ids)],
            }
        )
        card = self._card(program_id=program.id, points=0.0)
        sale = self._sell_with(card, 9.0, 0.0, (self.shirt, 3), (self.shoe, 1))
        self._pay_back(self.till, self._wish(sale.lines[1]))
        self.assertPoints(card, 9.0)
        self._pay_back(self.till, self._wish(sale.lines[0], 2.0))
        self.assertPoints(card, 3.0)

    def test_money_of_other_goods_earned_nothing(self):
        program = self._program(rule={"product_ids": [Command.set(self.shirt.ids)]})
        card = self._card(program_id=program.id, points=0.0)
        sale = self._sell_with(card, 220.0, 0.0, (self.shirt, 2), (self.shoe, 1))
        self._pay_back(self.till, self._wish(sale.lines[1]))
        self.assertPoints(card, 220.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertPoints(card, 110.0)

    def _coupon(self, **rule):
        """A coupon for the next purchase, given for one of at least 100.00."""
        program = self._program(
            rule={
                "reward_point_mode": "order",
                "reward_point_amount": 1,
                "minimum_amount": 100.0,
                **rule,
            },
            program_type="next_order_coupons",
            applies_on="future",
            trigger="auto",
        )
        return self._card(program_id=program.id, points=0.0)

    def test_coupon_for_the_next_purchase_stays_whole(self):
        coupon = self._coupon()
        sale = self._sell_with(coupon, 1.0, 0.0, (self.shirt, 1), (self.shoe, 1))
        self._pay_back(self.till, self._wish(sale.lines[1]))
        self.assertPoints(coupon, 1.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertPoints(coupon, 0.0)

    def test_coupons_by_unit_go_one_by_one(self):
        """A coupon for each shirt: one shirt back takes one coupon, not a third of each."""
        coupons = self._coupon(
            reward_point_mode="unit", reward_point_split=True, minimum_amount=0.0
        )
        for _other in range(2):
            coupons |= coupons[:1].copy({"points": 0.0, "code": str(uuid4())})
        sale = self._sell_at_till(self.till, (self.shirt, 3), partner=self.customer)
        for coupon in coupons:
            coupon.points = 1.0
            self.env["loyalty.history"].create(
                {
                    "card_id": coupon.id,
                    "order_model": "pos.order",
                    "order_id": sale.id,
                    "description": "Sale",
                    "issued": 1.0,
                }
            )
        for left in (2, 1, 0):
            self._pay_back(self.till, self._wish(sale.lines))
            self.assertEqual(sorted(coupons.mapped("points")), [0.0] * (3 - left) + [1.0] * left)

    def test_coupon_that_was_spent_is_whole_or_not_there(self):
        """10.00 off with a coupon: one of two shirts back gives half of them back, and no half
        coupon; the other one gives the coupon back."""
        coupon = self._coupon()
        coupon.points = 1.0
        reward = self._reward_line(coupon, 10.0, 1.0)
        sale = self._sell_with(coupon, 0.0, 1.0, (self.shirt, 2), reward)
        self.assertPoints(coupon, 0.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertPoints(coupon, 0.0)
        self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertPoints(coupon, 1.0)
