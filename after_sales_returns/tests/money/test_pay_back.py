from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .payment_common import SUPPORT, PaymentCase


@tagged("post_install", "-at_install")
class TestPayBack(PaymentCase):
    """Refunds to pay: the list of the accountants, and the money back by the means it came."""

    def _returned_online(self, quantity, **vals):
        """Three shirts at 50 paid at checkout, ``quantity`` of them back and credited."""
        self.sale = self._sell_online((self.shirt, 3, self.untaxed), **vals)
        return self._refund(self.sale, {self.shirt: quantity})

    def _refunds(self):
        """What the provider was asked to give back, in the order it was asked."""
        paid = self.sale.transaction_ids
        return paid.child_transaction_ids.filtered(lambda one: one.operation == "refund").sorted()

    def _book(self):
        """What Odoo's job does with transactions that are done."""
        self._refunds().filtered(lambda one: one.state == "done")._post_process()

    def test_list_holds_what_is_owed(self):
        for quantity, owed in ((1, 50.0), (2, 100.0)):
            order = self._returned_online(quantity)
            self.assertIn(order.refund_ids, self._refunds_to_pay())
            self.assertEqual(order.amount_to_pay, owed)
        self.assertEqual(sum(self._refunds_to_pay().mapped("amount_residual")), 150.0)
        domain = self.env["account.move"]._after_sales_to_pay_domain()
        notes = self.env["account.move"].search(domain)
        self.assertLessEqual(set(self._refunds_to_pay()), set(notes))

    def test_paid_back_by_the_same_means(self):
        """3 × 50 paid by card, all back: 150 to the card, and the books are even."""
        order = self._returned_online(3)
        note = order.refund_ids
        self.assertIn("Web card: $", note.after_sales_pay_back)
        note.action_after_sales_pay_back()
        self.assertRecordValues(
            self._refunds(),
            [{"amount": -150.0, "source_transaction_id": self.sale.transaction_ids.id}],
        )
        self._book()
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(order.amount_to_pay, 0.0)
        self.assertNotIn(note, self._refunds_to_pay())
        self.assertEqual(self._receivable(), 0.0)
        payment = self._refunds().payment_id
        self.assertRecordValues(payment, [{"payment_type": "outbound", "amount": 150.0}])

    def test_one_of_three_and_then_the_others(self):
        first = self._returned_online(1)
        first.refund_ids.action_after_sales_pay_back()
        self._book()
        second = self._refund(self.sale, {self.shirt: 2})
        second.refund_ids.action_after_sales_pay_back()
        self._book()
        self.assertEqual(self._refunds().mapped("amount"), [-100.0, -50.0])
        self.assertEqual(self._receivable(), 0.0)

    def test_never_more_than_came_that_way(self):
        """60 by card, 90 by bank transfer: 60 to the card, the rest by hand."""
        self.sale = self._sell_online((self.shirt, 3, self.untaxed), amount=60.0)
        invoice = self.sale._create_invoices()
        invoice.action_post()
        self._pay(invoice)
        order = self._refund(self.sale)
        note = order.refund_ids
        self.assertEqual(note.amount_residual, 150.0)
        note.action_after_sales_pay_back()
        self.assertEqual(self._refunds().mapped("amount"), [-60.0])
        with self.assertRefused("is on its way"):
            note.action_after_sales_pay_back()
        self._book()
        action = note.action_after_sales_pay_back()
        self.assertEqual(action["res_model"], "account.payment.register")
        wizard = self.env["account.payment.register"].with_context(**action["context"]).create({})
        self.assertEqual(wizard.amount, 90.0)
        wizard._create_payments()
        self.assertEqual(self._receivable(), 0.0)

    def test_two_notes_of_one_payment(self):
        """60 of 150 came by card: two notes of 75 get 60 of the card together."""
        sale = self._sell_online((self.shirt, 2, {**self.untaxed, "price_unit": 75.0}), amount=60.0)
        self.sale = sale
        invoice = sale._create_invoices()
        invoice.action_post()
        self._pay(invoice)
        orders = self._refund(sale, {self.shirt: 1}) | self._refund(sale, {self.shirt: 1})
        orders.refund_ids.action_after_sales_pay_back()
        self.assertEqual(sum(self._refunds().mapped("amount")), -60.0)

    def test_refund_on_its_way_is_not_asked_for_twice(self):
        self.__class__.refund_state = "pending"
        self.addCleanup(setattr, self.__class__, "refund_state", "done")
        order = self._returned_online(1)
        note = order.refund_ids
        note.action_after_sales_pay_back()
        self.assertIn("on its way", note.after_sales_pay_back)
        with self.assertRefused("a refund of .*50.* is on its way"):
            note.action_after_sales_pay_back()
        self.assertEqual(len(self._refunds()), 1)
        self.assertEqual(note.amount_residual, 50.0, "nothing is booked before it is done")
        self._refunds()._set_done()
        self._book()
        self.assertEqual(note.amount_residual, 0.0)

    def test_refused_refund_can_be_asked_for_again(self):
        self.__class__.refund_state = "canceled"
        self.addCleanup(setattr, self.__class__, "refund_state", "done")
        note = self._returned_online(1).refund_ids
        note.action_after_sales_pay_back()
        self.__class__.refund_state = "done"
        note.action_after_sales_pay_back()
        self._book()
        self.assertEqual(note.amount_residual, 0.0)

    def test_provider_that_cannot_refund_leaves_it_to_the_accountant(self):
        order = self._returned_online(1)
        method = self.provider.payment_method_ids
        method.support_refund = "none"
        action = order.refund_ids.action_after_sales_pay_back()
        self.assertEqual(action["res_model"], "account.payment.register")
        self.assertFalse(self._refunds())

    def test_provider_that_gives_back_all_or_nothing(self):
        self.provider.payment_method_ids.support_refund = "full_only"
        part = self._returned_online(1).refund_ids
        self.assertEqual(
            part.action_after_sales_pay_back()["res_model"], "account.payment.register"
        )
        whole = self._returned_online(3).refund_ids
        whole.action_after_sales_pay_back()
        self.assertEqual(self._refunds().mapped("amount"), [-150.0])

    def test_invoice_paid_online_later(self):
        """The customer paid the invoice itself by a link: the same means again."""
        self.sale = self._sell((self.shirt, 1, self.untaxed))
        transaction = self._check_out(self.sale)
        transaction.invoice_ids = self.sale.invoice_ids
        payment = transaction.payment_id
        invoice = self.sale.invoice_ids
        (payment.move_id | invoice).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        note = self._refund(self.sale).refund_ids
        note.action_after_sales_pay_back()
        self._book()
        self.assertEqual(note.amount_residual, 0.0)

    def test_paid_note_is_refused(self):
        note = self._returned_online(1).refund_ids
        self._pay(note)
        with self.assertRefused("nothing is owed on it"):
            note.action_after_sales_pay_back()

    def test_note_of_several_returns_is_divided(self):
        sale = self._sell_online((self.shirt, 3, self.untaxed))
        orders = self._received(sale, {self.shirt: 1}) | self._received(sale, {self.shirt: 2})
        self._decide(orders)
        orders.action_settle()
        self.assertEqual(len(orders.refund_ids), 1)
        self.assertEqual(orders.mapped("amount_to_pay"), [50.0, 100.0])

    def test_accountants_pay_and_nobody_else(self):
        self._create_users()
        note = self._returned_online(1).refund_ids
        with self.assertRaises(AccessError):
            note.with_user(self.clerk).action_after_sales_pay_back()
        note = note.with_user(self.accountant)
        self.assertIn("Web card", note.after_sales_pay_back)
        self.assertTrue(note.after_sales_return_ids.mapped("name"))
        note.action_after_sales_pay_back()
        self._book()
        self.assertEqual(note.amount_residual, 0.0)

    def test_clerk_sees_what_is_to_be_paid(self):
        self._create_users()
        order = self._returned_online(1)
        self.assertEqual(order.with_user(self.clerk).amount_to_pay, 50.0)

    def test_provider_without_refunds(self):
        def unsupported(providers):
            providers.support_refund = "none"

        order = self._returned_online(1)
        with patch(f"{SUPPORT}._compute_feature_support_fields", unsupported):
            self.provider.invalidate_recordset()
            self.assertFalse(order.refund_ids.after_sales_pay_back)
