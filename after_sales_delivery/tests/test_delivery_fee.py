from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.money.common import RefundCase


@tagged("post_install", "-at_install")
class TestDeliveryFee(RefundCase):
    """Two shirts for 200 and a delivery method that costs 15."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.write({"active": True, "delivery_back": True})
        product = cls.env["product.product"].create(
            {
                "name": "Express",
                "type": "service",
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )
        cls.carrier = cls.env["delivery.carrier"].create(
            {"name": "Express", "product_id": product.id, "fixed_price": 15.0}
        )

    def _sell_by_express(self, reward=None):
        sale = self._sell((self.shirt, 2), deliver=False, invoice=False)
        sale.set_delivery_line(self.carrier, 15.0)
        if reward:
            sale._update_programs_and_rewards()
            for coupon in sale._get_claimable_rewards():
                sale._apply_program_reward(reward, coupon)
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        return sale

    def test_fee_comes_back_with_all_goods(self):
        order = self._refund(self._sell_by_express())
        self.assertEqual(order.refund_ids.amount_untaxed, 215.0)
        self.assertEqual(order.amount_delivery, 15.0)

    def test_never_the_surplus_of_this_method(self):
        self.carrier.after_sales_standard_price = 4.0
        self.company.after_sales_standard_delivery_price = 9.0
        order = self._refund(self._sell_by_express())
        self.assertEqual(order.refund_ids.amount_untaxed, 204.0)

    def test_method_without_a_price_takes_the_company(self):
        self.company.after_sales_standard_delivery_price = 9.0
        order = self._refund(self._sell_by_express())
        self.assertEqual(order.refund_ids.amount_untaxed, 209.0)

    def test_free_shipping_was_not_paid(self):
        if "shipping" not in dict(self.env["loyalty.reward"]._fields["reward_type"].selection):
            self.skipTest("Odoo's free shipping is not installed")
        self.env["loyalty.program"].search([]).active = False
        program = self.env["loyalty.program"].create(
            {
                "name": "Free shipping",
                "program_type": "promotion",
                "applies_on": "current",
                "trigger": "auto",
                "rule_ids": [Command.create({})],
                "reward_ids": [Command.create({"reward_type": "shipping"})],
            }
        )
        order = self._refund(self._sell_by_express(program.reward_ids))
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
