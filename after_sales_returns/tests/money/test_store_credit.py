from odoo.fields import Command
from odoo.tests import tagged

from .common import StoreCreditCase


@tagged("post_install", "-at_install")
class TestStoreCredit(StoreCreditCase):
    """The wallet, the liability account and the receivable agree."""

    def test_credit_fills_the_wallet_and_the_liability(self):
        order = self._give_credit(self._sell((self.shirt, 2), pay=True), {self.shirt: 1})
        self.assertEqual(self._wallet().points, 110.0)
        self.assertEqual(self._owed(), 110.0)
        self.assertEqual(self._receivable(), 0.0)
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertEqual(order.stage, "closed")
        self.assertRecordValues(
            self._wallet().history_ids, [{"issued": 110.0, "order_id": order.refund_ids.id}]
        )
        self.assertEqual(order.action_view_ewallets()["res_id"], self._wallet().id)

    def test_second_credit_goes_on_the_same_wallet(self):
        for _index in range(2):
            self._give_credit(self._sell((self.shirt, 1), pay=True))
        self.assertEqual(len(self._wallet()), 1)
        self.assertEqual((self._wallet().points, self._owed()), (220.0, 220.0))

    def test_credit_of_a_partly_paid_invoice_is_what_was_paid(self):
        sale = self._sell((self.shirt, 1))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=sale.invoice_ids.ids
        ).create({"amount": 30.0})._create_payments()
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (30.0, 30.0))
        self.assertEqual(self._receivable(), 0.0)

    def test_unpaid_invoice_gives_no_credit(self):
        order = self._received(self._sell((self.shirt, 1)))
        self._decide(order, grade_id=self.grade_a.id, resolution="store_credit")
        with self.assertRefused("is not paid, so there is no store credit to give"):
            order.action_settle()
        self.assertFalse(self._wallet())

    def test_order_not_invoiced_gives_no_credit(self):
        sale = self._sell((self.shirt, 1), invoice=False)
        self._give_credit(sale)
        self.assertFalse(self._wallet(), "nothing was paid, and nothing will be invoiced")
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_payment_terms_in_parts(self):
        """A customer who pays in two parts has two receivable lines."""
        self.customer.property_payment_term_id = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (0, 30)
                ],
            }
        )
        sale = self._sell((self.shirt, 1))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=sale.invoice_ids.ids
        ).create({"installments_mode": "full", "amount": 110.0})._create_payments()
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (110.0, 110.0))
        self.assertEqual(self._receivable(), 0.0)

    def test_fee_lowers_the_credit(self):
        self._give_credit(self._sell((self.shirt, 1), pay=True), fee=10.0)
        self.assertEqual((self._wallet().points, self._owed()), (99.0, 99.0))

    def test_spending_the_credit_settles_the_liability(self):
        self._give_credit(self._sell((self.shirt, 1), pay=True))
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.shoe.id})],
            }
        )
        sale._update_programs_and_rewards()
        for card, rewards in sale._get_claimable_rewards().items():
            sale._apply_program_reward(rewards, card)
        self.assertEqual(sale.amount_total, 0.0)
        sale.action_confirm()
        self.assertEqual(self._wallet().points, 22.0)
        self._validate(sale.picking_ids)
        self._invoice(sale)
        self.assertEqual(self._owed(), 22.0)
        self.assertEqual(self._receivable(), 0.0)

    def test_goods_bought_with_credit_come_back_at_their_price(self):
        """The wallet is money, no discount: the shoe is worth what it cost."""
        self._give_credit(self._sell((self.shirt, 1), pay=True))
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.shoe.id})],
            }
        )
        sale._update_programs_and_rewards()
        for card, rewards in sale._get_claimable_rewards().items():
            sale._apply_program_reward(rewards, card)
        sale.action_confirm()
        self._validate(sale.picking_ids)
        self._invoice(sale)
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (110.0, 110.0))

    def test_foreign_invoice_fills_the_wallet_in_company_money(self):
        pricelist = self._create_franc_pricelist((0.5, 2000))
        sale = self._sell(
            (self.shirt, 1, {"price_unit": 50.0}), pay=True, pricelist_id=pricelist.id
        )
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (110.0, 110.0))

    def test_missing_journal_is_named(self):
        self.company.after_sales_store_credit_journal_id = False
        self._check_missing("has no store credit journal")

    def test_missing_wallet_is_named(self):
        self.company.after_sales_ewallet_program_id = False
        self._check_missing("has no eWallet for store credit")

    def _check_missing(self, words):
        order = self._received(self._sell((self.shirt, 1), pay=True))
        self._decide(order, grade_id=self.grade_a.id, resolution="store_credit")
        with self.assertRefused(words):
            order.action_settle()
        self.assertFalse(order.refund_ids)
