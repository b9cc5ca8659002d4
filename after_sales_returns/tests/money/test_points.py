from odoo import Command
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestPoints(RefundCase):
    """What a sales order earned and spent on a loyalty card goes back with its goods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.program = cls._program()
        cls.card = cls.env["loyalty.card"].create(
            {"program_id": cls.program.id, "partner_id": cls.customer.id, "points": 0.0}
        )

    @classmethod
    def _program(cls, **vals):
        """A point per dollar, and ten percent off for a hundred points."""
        return cls.env["loyalty.program"].create(
            {
                "name": "Club",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "rule_ids": [
                    Command.create({"reward_point_amount": 1, "reward_point_mode": "money"})
                ],
                "reward_ids": [
                    Command.create(
                        {"reward_type": "discount", "discount": 10, "required_points": 100}
                    )
                ],
                **vals,
            }
        )

    def _return_one_by_one(self, sale, count=None):
        """Settle unit by unit; yields after each."""
        order = self._received(sale)
        parts = order.action_sort()
        while parts.filtered(lambda part: part.quantity > 1):
            parts.filtered(lambda part: part.quantity > 1).action_split()
        order.disposition_ids.write({"grade_id": self.grade_a.id})
        order.disposition_ids.action_decide()
        for part in order.disposition_ids[:count]:
            part.action_settle()
            yield part

    def test_points_of_the_sale_go_back_with_all_goods(self):
        sale = self._sell((self.shirt, 2))
        self.assertEqual(self.card.points, 220.0, "two shirts at 110 with tax")
        order = self._refund(sale)
        self.assertEqual(self.card.points, 0.0)
        self.assertIn("220", order.message_ids.filtered(lambda m: "points" in m.body).body)

    def test_points_go_back_in_proportion_and_add_up(self):
        sale = self._sell((self.shirt, 3, {"price_unit": 33.33}))
        earned = self.card.points
        left = [self.card.points for _part in self._return_one_by_one(sale)]
        self.assertEqual(left, [round(earned * 2 / 3, 2), round(earned / 3, 2), 0.0])

    def test_half_the_price_takes_half_the_points(self):
        sale = self._sell((self.shirt, 2))
        self._refund(sale, {self.shirt: 1}, grade_id=self.grade_a.id, refund_percent=50.0)
        self.assertEqual(self.card.points, 165.0)

    def test_nothing_given_takes_no_points(self):
        sale = self._sell((self.shirt, 2))
        order = self._received(sale)
        self._decide(order, grade_id=self.grade_a.id, resolution="none")
        self.assertEqual((order.state, self.card.points), ("closed", 220.0))

    def test_spent_before_goes_below_zero(self):
        sale = self._sell((self.shirt, 2))
        self.card.points = 20.0
        self._refund(sale)
        self.assertEqual(self.card.points, -200.0)

    def test_company_may_stop_at_zero(self):
        self.company.after_sales_points_floor = "zero"
        sale = self._sell((self.shirt, 2))
        self.card.points = 20.0
        order = self._refund(sale)
        self.assertEqual(self.card.points, 0.0)
        self.assertIn("200", "".join(order.message_ids.mapped("body")))

    def test_stop_at_zero_leaves_a_card_below_zero_alone(self):
        self.company.after_sales_points_floor = "zero"
        sale = self._sell((self.shirt, 2))
        self.card.points = -5.0
        self._refund(sale)
        self.assertEqual(self.card.points, -5.0)

    def test_points_spent_on_a_discount_come_back(self):
        self.card.points = 100.0
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.shirt.id, "product_uom_qty": 2})],
            }
        )
        sale._update_programs_and_rewards()
        sale._apply_program_reward(self.program.reward_ids, self.card)
        sale.action_confirm()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        self.assertEqual(sale.amount_total, 198.0)
        spent = sale.order_line.filtered("points_cost").points_cost
        earned = self.card.points - 100.0 + spent
        self.assertEqual((spent, earned), (100.0, 220.0))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(self.card.points, 100.0 - 100.0 + 220.0 + 50.0 - 110.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(self.card.points, 100.0)

    def test_only_goods_that_earn_take_points(self):
        self.program.rule_ids.product_ids = self.shirt
        sale = self._sell((self.shirt, 1), (self.shoe, 1))
        self.assertEqual(self.card.points, 110.0)
        self._refund(sale, {self.shoe: 1})
        self.assertEqual(self.card.points, 110.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(self.card.points, 0.0)

    def test_cancelled_credit_note_gives_them_again(self):
        sale = self._sell((self.shirt, 2))
        order = self._received(sale)
        for part in self._split_in_two(order):
            part.action_settle()
            break
        self.assertEqual(self.card.points, 110.0)
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        self.assertEqual(self.card.points, 220.0)
        order.action_settle()
        self.assertEqual(self.card.points, 0.0)

    def _split_in_two(self, order):
        order.action_sort().action_split()
        order.disposition_ids.write({"grade_id": self.grade_a.id})
        order.disposition_ids.action_decide()
        return order.disposition_ids

    def test_goods_that_were_not_invoiced(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(self.card.points, 110.0)

    def test_exchange_earns_anew(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._received(
            sale, line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id}
        )
        self._decide(order)
        order.action_settle()
        self.assertEqual(self.card.points, 88.0)

    def test_swap_leaves_the_points(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._received(sale, line_vals={"resolution": "exchange"})
        self._decide(order)
        order.action_settle()
        self.assertEqual(self.card.points, 110.0)

    def test_goods_billed_again_earn_again(self):
        self.policy.write({"active": True, "settle_at": "approval"})
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._approve(self._create_return(sale))
        self.assertEqual(self.card.points, 0.0)
        order.write({"never_came": "bill", "state": "closed"})
        self.assertEqual(self.card.points, 220.0)

    def test_order_cancelled_after_a_return_takes_the_rest(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        self._refund(sale, {self.shirt: 1})
        sale.sudo()._action_cancel()
        self.assertEqual(self.card.points, 0.0)

    def test_history_tells_of_the_return(self):
        sale = self._sell((self.shirt, 2))
        order = self._refund(sale)
        row = self.card.history_ids.sorted("id")[-1]
        self.assertRecordValues(
            row,
            [
                {
                    "used": 220.0,
                    "issued": 0.0,
                    "order_model": "after.sales.return",
                    "order_id": order.id,
                    "after_sales_order_id": sale.id,
                }
            ],
        )
        self.assertEqual(row._get_order_description(), order.name)
        self.assertIn(f"/my/returns/{order.id}", row._get_order_portal_url())

    def test_coupon_for_the_next_order_stays_until_all_is_back(self):
        self.program.active = False
        coupons = self.env["loyalty.program"]
        program = coupons.create(
            {
                **coupons._get_template_values()["next_order_coupons"],
                "name": "Next order",
            }
        )
        program.communication_plan_ids.unlink()
        program.rule_ids.write({"minimum_amount": 100})
        sale = self._sell((self.shirt, 2))
        coupon = program.coupon_ids
        points = coupon.points
        self.assertGreater(points, 0.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(coupon.points, points)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(coupon.points, 0.0)

    def test_archived_program_and_rule(self):
        sale = self._sell((self.shirt, 2))
        self.program.rule_ids.active = False
        self.program.active = False
        self._refund(sale)
        self.assertEqual(self.card.points, 0.0)

    def test_deleted_card(self):
        sale = self._sell((self.shirt, 2))
        self.card.history_ids.unlink()
        self.card.unlink()
        order = self._refund(sale)
        self.assertEqual(order.state, "closed")

    def test_clerk_without_rights_on_loyalty_settles(self):
        self._create_users()
        sale = self._sell((self.shirt, 2))
        order = self._received(sale)
        self._decide(order)
        order.with_user(self.clerk).action_settle()
        self.assertEqual(self.card.points, 0.0)
