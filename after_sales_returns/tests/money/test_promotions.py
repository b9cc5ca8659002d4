from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


class PromotionCase(RefundCase):
    """List price 90 and buy two, get one free."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.hat = cls._create_product("Hat", 90.0, standard_price=30.0)
        cls.mug = cls._create_product("Mug", 20.0, standard_price=5.0)
        cls._stock(cls.hat, 50)
        cls._stock(cls.mug, 50)

    @classmethod
    def _program(cls, reward, **rule):
        """A promotion by itself: two hats bring a point each, and two points the reward."""
        return cls.env["loyalty.program"].create(
            {
                "name": "Two and one",
                "program_type": "promotion",
                "applies_on": "current",
                "trigger": "auto",
                "rule_ids": [
                    Command.create(
                        {
                            "product_ids": [Command.set(cls.hat.ids)],
                            "minimum_qty": 2,
                            "reward_point_amount": 1,
                            "reward_point_mode": "unit",
                            **rule,
                        }
                    )
                ],
                "reward_ids": [Command.create({"required_points": 2, **reward})],
            }
        )

    @classmethod
    def _free(cls, product, **rule):
        reward = {"reward_type": "product", "reward_product_id": product.id}
        return cls._program(reward, **rule)

    @classmethod
    def _sell_with_reward(cls, *lines, discount=0.0, invoice=True):
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantity})
                    for product, quantity in lines
                ],
            }
        )
        order._update_programs_and_rewards()
        for coupon, rewards in order._get_claimable_rewards().items():
            order._apply_program_reward(rewards[:1], coupon)
        if discount:
            order.env["sale.order.discount"].create(
                {
                    "sale_order_id": order.id,
                    "discount_type": "so_discount",
                    "discount_percentage": discount,
                }
            ).action_apply_discount()
        order.action_confirm()
        cls._validate(order.picking_ids)
        if invoice:
            cls._invoice(order, pay=True)
        return order

    def _bring_back(self, sale, quantities, **vals):
        """Return ``quantities``, a dict sold line → quantity, and settle."""
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": line.id,
                            "quantity": quantity,
                            "reason_id": self.reason.id,
                            "resolution": "refund",
                        }
                    )
                    for line, quantity in quantities.items()
                ],
            }
        )
        self._approve(order)
        self._receive(order)
        self._decide(order, **{"grade_id": self.grade_a.id, **vals})
        order.action_settle()
        return order

    def _split(self, sale):
        """:return: (paid line, free line)"""
        free = sale.order_line.filtered("reward_id")
        return (sale.order_line - free)[:1], free[:1]


@tagged("post_install", "-at_install")
class TestFreePiece(PromotionCase):
    """Three hats for 180: each was paid with 60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._free(cls.hat)
        cls.sale = cls._sell_with_reward((cls.hat, 2))
        cls.paid, cls.free = cls._split(cls, cls.sale)

    def test_a_piece_was_paid_with_sixty(self):
        self.assertEqual((self.paid.price_subtotal, self.free.price_subtotal), (180.0, 0.0))
        prices = (self.paid | self.free)._after_sales_unit_prices()
        self.assertEqual((prices[self.paid], prices[self.free]), (60.0, 60.0))

    def test_both_paid_ones_back_and_the_free_one_kept(self):
        order = self._bring_back(self.sale, {self.paid: 2})
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 120.0, "amount_tax": 12.0}])
        self.assertEqual(self.paid.qty_to_invoice, 0.0)

    def test_all_three(self):
        order = self._bring_back(self.sale, {self.paid: 2, self.free: 1})
        self.assertEqual(order.refund_ids.amount_untaxed, 180.0)
        self.assertBalanced(self.sale.invoice_ids)
        self.assertEqual(self.sale.order_line.mapped("qty_to_invoice"), [0.0, 0.0])

    def test_one_after_the_other_in_any_order(self):
        for steps in (
            (self.free, self.paid, self.paid),
            (self.paid, self.free, self.paid),
            (self.paid, self.paid, self.free),
        ):
            with self.subTest(steps=[line.id for line in steps]):
                sale = self._sell_with_reward((self.hat, 2))
                own = dict(zip((self.paid, self.free), self._split(sale), strict=True))
                amounts = [
                    self._bring_back(sale, {own[line]: 1}).refund_ids.amount_untaxed
                    for line in steps
                ]
                self.assertEqual(amounts, [60.0, 60.0, 60.0])
                self.assertBalanced(sale.invoice_ids)

    def test_cost_of_sales_comes_back_once(self):
        """The price of a free piece is taken off the others' line, their cost is not."""
        self.hat.categ_id = self.env["product.category"].create(
            {"name": "Hats", "property_valuation": "real_time", "property_cost_method": "average"}
        )
        self._stock(self.hat, 50)
        for steps in (("free", "paid", "paid"), ("paid", "free", "paid")):
            with self.subTest(steps=steps):
                sale = self._sell_with_reward((self.hat, 2))
                own = dict(zip(("paid", "free"), self._split(sale), strict=True))
                invoice = sale.invoice_ids
                cost = invoice.line_ids.filtered(lambda line: line.display_type == "cogs")
                self.assertTrue(cost)
                for name in steps:
                    self._bring_back(sale, {own[name]: 1})
                self.assertBalanced(invoice | sale.invoice_ids)

    def test_verdict_says_what_a_piece_is_worth(self):
        order = self._create_return(self.sale, {self.hat: 2})
        line = order.line_ids.filtered(lambda line: line.sale_line_id == self.paid)
        self.assertEqual(line.price_paid_unit, 60.0)
        self.assertIn("60.00", line.verdict_reason)
        self.assertIn("free", line.verdict_reason)

    def test_discount_on_the_order(self):
        sale = self._sell_with_reward((self.hat, 2), discount=0.1)
        paid, free = self._split(sale)
        first = self._bring_back(sale, {paid: 2})
        self.assertEqual(first.refund_ids.amount_untaxed, 108.0)
        second = self._bring_back(sale, {free: 1})
        self.assertEqual(second.refund_ids.amount_untaxed, 54.0)
        self.assertBalanced(sale.invoice_ids)

    def test_half_the_price(self):
        order = self._bring_back(self.sale, {self.free: 1}, refund_percent=50.0)
        self.assertEqual(order.refund_ids.amount_untaxed, 30.0)

    def test_price_cut_by_hand(self):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=self.sale.invoice_ids.ids
        )
        reversal = wizard.create({"journal_id": self.sale.invoice_ids.journal_id.id})
        reversal.refund_moves()
        note = reversal.new_move_ids
        note.invoice_line_ids.filtered(lambda line: not line.price_subtotal).unlink()
        note.invoice_line_ids.write({"quantity": 1.0, "price_unit": 30.0})
        note.action_post()
        order = self._bring_back(self.sale, {self.paid: 2, self.free: 1})
        self.assertEqual(order.refund_ids.amount_untaxed, 150.0)

    def test_archived_program(self):
        self.program.reward_ids.active = False
        self.program.active = False
        order = self._bring_back(self.sale, {self.paid: 2})
        self.assertEqual(order.refund_ids.amount_untaxed, 120.0)

    def test_prices_that_do_not_divide(self):
        self.hat.list_price = 100.0
        sale = self._sell_with_reward((self.hat, 2))
        paid, free = self._split(sale)
        amounts = [
            self._bring_back(sale, {line: 1}).refund_ids.amount_untaxed
            for line in (paid, free, paid)
        ]
        self.assertEqual(round(sum(amounts), 2), 200.0)
        self.assertBalanced(sale.invoice_ids)


@tagged("post_install", "-at_install")
class TestGift(PromotionCase):
    """Another product as a gift, and the cheapest one free."""

    def test_gift_is_named_when_its_condition_is_gone(self):
        self._free(self.mug)
        sale = self._sell_with_reward((self.hat, 2))
        paid, gift = self._split(sale)
        self.assertEqual(gift.product_id, self.mug)
        order = self._create_return(sale, {self.hat: 1})
        self.assertIn("Mug", order.line_ids.verdict_reason)
        order.line_ids.write({"quantity": 2})
        self.assertIn("Mug", order.line_ids.verdict_reason)
        self.assertEqual(self._bring_back(sale, {paid: 2}).refund_ids.amount_untaxed, 180.0)

    def test_gift_that_comes_along_is_not_named(self):
        self._free(self.mug)
        sale = self._sell_with_reward((self.hat, 2))
        order = self._create_return(sale)
        self.assertNotIn("Given away", " ".join(order.line_ids.mapped("verdict_reason")))

    def test_gift_whose_condition_holds_is_not_named(self):
        self._free(self.mug)
        sale = self._sell_with_reward((self.hat, 3))
        order = self._create_return(sale, {self.hat: 1})
        self.assertNotIn("Given away", order.line_ids.verdict_reason)

    def test_minimum_amount(self):
        self._free(self.mug, minimum_amount=200.0, minimum_qty=1)
        sale = self._sell_with_reward((self.hat, 3))
        order = self._create_return(sale, {self.hat: 1})
        self.assertIn("Mug", order.line_ids.verdict_reason)

    def test_gift_alone(self):
        self._free(self.mug)
        sale = self._sell_with_reward((self.hat, 2))
        _paid, gift = self._split(sale)
        order = self._bring_back(sale, {gift: 1})
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 0.0)

    def test_archived_program_of_a_gift(self):
        program = self._free(self.mug)
        sale = self._sell_with_reward((self.hat, 2))
        program.rule_ids.active = False
        program.reward_ids.active = False
        program.active = False
        order = self._create_return(sale, {self.hat: 1})
        self.assertTrue(order.line_ids.verdict)

    def test_cheapest_is_free(self):
        self._program(
            {
                "reward_type": "discount",
                "discount": 100,
                "discount_mode": "percent",
                "discount_applicability": "cheapest",
            }
        )
        sale = self._sell_with_reward((self.hat, 2), (self.mug, 1))
        mug = sale.order_line.filtered(lambda line: line.product_id == self.mug)
        self.assertEqual(sale.amount_untaxed, 180.0)
        self.assertEqual(mug._after_sales_unit_prices()[mug], 0.0)
        hats = sale.order_line.filtered(lambda line: line.product_id == self.hat)
        self.assertEqual(self._bring_back(sale, {hats: 2}).refund_ids.amount_untaxed, 180.0)
