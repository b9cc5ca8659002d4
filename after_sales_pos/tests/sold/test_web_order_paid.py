from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.money.payment_common import (
    check_out,
    create_provider,
    patch_providers,
)

from .common import WebOrderCase


@tagged("post_install", "-at_install")
class TestWebOrderPaid(WebOrderCase):
    """What a till says of a web order is what the credit note then comes to, however the order
    was paid."""

    def _check_paid_back(self, order, *amounts, quantity=1.0):
        """Give back one unit after the other for these amounts: the screen, the quote, the note
        and the money say the same, and the books are even."""
        self._open(self.till)
        for amount in amounts:
            wish = self._wish(order.order_line[:1], quantity)
            (quote,) = self._quote(self.till, [wish])["orders"]
            refund = self._pay_back(self.till, wish)
            note = refund.after_sales_return_ids.refund_ids
            self.assertAlmostEqual(-quote["total"], amount)
            self.assertAlmostEqual(-refund.amount_total, amount)
            self.assertAlmostEqual(sum(note.mapped("amount_total")), amount)
            self.assertEqual(sum(note.mapped("amount_residual")), 0.0)
        self._close(self.till)
        self.assertEqual((self._clearing(), self._receivable()), self.before)

    def setUp(self):
        super().setUp()
        self.before = (self._clearing(), self._receivable())

    def _rounding(self, strategy):
        profit, loss = self.env["account.account"].create(
            [
                {"name": "Up", "code": f"4998{strategy[0]}1", "account_type": "income_other"},
                {"name": "Down", "code": f"4998{strategy[0]}2", "account_type": "expense"},
            ]
        )
        return self.env["account.cash.rounding"].create(
            {
                "name": "Coins",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "strategy": strategy,
                "profit_account_id": profit.id,
                "loss_account_id": loss.id,
            }
        )

    def test_invoice_rounded_to_coins(self):
        """9.98 rounded to 10.00 and paid: 10.00 back."""
        for strategy in ("add_invoice_line", "biggest_tax"):
            with self.subTest(strategy=strategy):
                order = self._sell((self.shirt, 1, {"price_unit": 9.07}), invoice=False)
                invoice = order._create_invoices()
                invoice.invoice_cash_rounding_id = self._rounding(strategy)
                invoice.action_post()
                self._pay(invoice)
                self.assertEqual(invoice.amount_total, 10.0)
                self._check_paid_back(order, 10.0)

    def test_slices_of_an_invoice_rounded_to_coins(self):
        order = self._sell((self.shirt, 3, {"price_unit": 3.03}), invoice=False)
        invoice = order._create_invoices()
        invoice.invoice_cash_rounding_id = self._rounding("add_invoice_line")
        invoice.action_post()
        self._pay(invoice)
        self.assertEqual(invoice.amount_total, 10.0)
        self._check_paid_back(order, 3.35, 3.3, 3.35)

    def test_early_payment_discount(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % for paying early",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 7,
                "early_pay_discount_computation": "included",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )
        order = self._sell((self.shirt, 2), payment_term_id=term.id, pay=True)
        self._check_paid_back(order, 107.8, 107.8)

    def test_paid_at_checkout_and_not_invoiced(self):
        patch_providers(type(self), self.env)
        order = self._sell(
            (self.shirt, 3, {"price_unit": 50.0, "tax_ids": [Command.clear()]}),
            deliver=False,
            invoice=False,
        )
        check_out(create_provider(self.env), order)
        self._validate(order.picking_ids)
        self._check_paid_back(order, 50.0, 50.0, 50.0)


@tagged("post_install", "-at_install")
class TestTillRounding(WebOrderCase):
    """Tills that round to coins."""

    def setUp(self):
        super().setUp()
        self.till.write(
            {
                "cash_rounding": True,
                "only_round_cash_method": True,
                "rounding_method": self.env["account.cash.rounding"]
                .create(
                    {
                        "name": "Coins of the till",
                        "rounding": 0.05,
                        "rounding_method": "HALF-UP",
                        "strategy": "add_invoice_line",
                        "profit_account_id": self._account("Till up", "499831", "income_other"),
                        "loss_account_id": self._account("Till down", "499832", "expense"),
                    }
                )
                .id,
            }
        )

    def _account(self, name, code, kind):
        vals = {"name": name, "code": code, "account_type": kind}
        return self.env["account.account"].create(vals).id

    def _sold(self, **more):
        """9.98 with its tax, 10.00 in coins."""
        return self._sell_at_till(
            self.till,
            (self.shirt, 1, {"price_unit": 9.07}),
            payments=[(self._cash(self.till), 10.0)],
            **more,
        )

    def test_coins_that_were_paid_come_back(self):
        for invoiced in (False, True):
            with self.subTest(invoiced=invoiced):
                sale = self._sold(partner=self.customer, to_invoice=invoiced)
                refund = self._pay_back(
                    self.till, self._wish(sale.lines), payments=[(self._cash(self.till), -10.0)]
                )
                self.assertEqual(sum(refund.payment_ids.mapped("amount")), -10.0)
                self.assertEqual(refund.account_move.amount_residual, 0.0)
                if invoiced:
                    self.assertEqual(refund.account_move.amount_total, 10.0)
        self._close(self.till)
        self.assertEqual(self._receivable(), 0.0)

    def test_centre_gives_the_coins_back(self):
        for invoiced in (False, True):
            with self.subTest(invoiced=invoiced):
                sale = self._sold(partner=self.customer, to_invoice=invoiced)
                order = self._return_of_pos(sale.lines, warehouse_id=self.warehouse.id)
                self._receive(self._approve(order))
                self._decide(order, grade_id=self.grade_a.id)
                order.action_settle()
                self.assertEqual(order.refund_ids.amount_total, 10.0)
