from itertools import product

from odoo.fields import Command
from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestCashRounding(PaymentCase):
    """Invoices rounded to coins: what was paid comes back, whole or in slices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profit, cls.loss = cls.env["account.account"].create(
            [
                {"name": "Rounding up", "code": "499811", "account_type": "income_other"},
                {"name": "Rounding down", "code": "499812", "account_type": "expense"},
            ]
        )
        shares = cls.tax.invoice_repartition_line_ids | cls.tax.refund_repartition_line_ids
        shares.filtered(lambda line: line.repartition_type == "tax").account_id = cls.env[
            "account.account"
        ].create({"name": "Sales tax", "code": "217811", "account_type": "liability_current"})

    def _sell_rounded(self, strategy, *lines, pay=True, method="HALF-UP", **vals):
        sale = self._sell(*lines, invoice=False, **vals)
        invoice = sale._create_invoices()
        invoice.invoice_cash_rounding_id = self.env["account.cash.rounding"].create(
            {
                "name": "Coins of 0.05",
                "rounding": 0.05,
                "rounding_method": method,
                "strategy": strategy,
                "profit_account_id": self.profit.id,
                "loss_account_id": self.loss.id,
            }
        )
        invoice.action_post()
        if pay:
            self._pay(invoice)
        return sale

    def _each_way(self):
        for strategy in ("add_invoice_line", "biggest_tax"):
            # 9.07 and 0.91 are 9.98; 9.06 and 0.91 are 9.97.
            for price, paid in ((9.07, 10.0), (9.06, 9.95), (9.10, 10.0)):
                with self.subTest(strategy=strategy, price=price):
                    yield strategy, price, paid

    def test_all_back(self):
        """9.98 rounded to 10.00 and paid: 10.00 back, nothing owed."""
        for strategy, price, paid in self._each_way():
            sale = self._sell_rounded(strategy, (self.shirt, 1, {"price_unit": price}))
            self.assertEqual(sale.invoice_ids.amount_total, paid)
            note = self._refund(sale).refund_ids
            self.assertEqual((note.amount_total, note.amount_residual), (paid, paid))
            self.assertBalanced(sale.invoice_ids)
            self.assertTagsBalanced(sale.invoice_ids)
            self._pay(note)
            self.assertEqual(self._receivable(), 0.0)

    def test_not_paid_owes_nothing(self):
        for strategy, price, _paid in self._each_way():
            sale = self._sell_rounded(strategy, (self.shirt, 1, {"price_unit": price}), pay=False)
            note = self._refund(sale).refund_ids
            self.assertEqual((note.amount_residual, self._receivable()), (0.0, 0.0))

    def test_slices_are_payable_in_coins_and_the_last_takes_the_remainder(self):
        for strategy in ("add_invoice_line", "biggest_tax"):
            for price, paid in ((3.03, 10.0), (3.02, 9.95), (3.04, 10.05), (3.33, 11.0)):
                with self.subTest(strategy=strategy, price=price):
                    sale = self._sell_rounded(strategy, (self.shirt, 3, {"price_unit": price}))
                    self.assertEqual(sale.invoice_ids.amount_total, paid)
                    notes = self._refund_unit_by_unit(sale)
                    self.assertEqual(len(notes), 3)
                    self.assertAlmostEqual(sum(notes.mapped("amount_total")), paid)
                    for note in notes:
                        coins = note.amount_total / 0.05
                        self.assertAlmostEqual(coins, round(coins), 6)
                        self.assertAlmostEqual(note.amount_total, paid / 3, delta=0.05)
                    self.assertBalanced(sale.invoice_ids)
                    self.assertTagsBalanced(sale.invoice_ids)

    def test_every_rounding_method(self):
        for method in ("UP", "DOWN", "HALF-UP"):
            for strategy in ("add_invoice_line", "biggest_tax"):
                with self.subTest(strategy=strategy, method=method):
                    sale = self._sell_rounded(
                        strategy, (self.shirt, 3, {"price_unit": 3.03}), method=method
                    )
                    self._refund_unit_by_unit(sale)
                    self.assertBalanced(sale.invoice_ids)

    def test_slice_without_the_rounded_tax(self):
        """The rounding stands in a tax that the shoe does not have: the shirt takes it back."""
        sale = self._sell_rounded(
            "biggest_tax",
            (self.shirt, 1, {"price_unit": 9.07}),
            (self.shoe, 1, {"price_unit": 1.01, "tax_ids": [Command.clear()]}),
        )
        self._refund(sale, {self.shoe: 1})
        self._refund(sale, {self.shirt: 1})
        self.assertBalanced(sale.invoice_ids)

    def test_invoice_of_whole_coins(self):
        """6.63 with tax and 3.37 without are 10.00: no later slice could take back what the
        shirt's tax is rounded by."""
        for first, second in ((self.shirt, self.shoe), (self.shoe, self.shirt)):
            with self.subTest(first=first.name):
                sale = self._sell_rounded(
                    "biggest_tax",
                    (self.shirt, 1, {"price_unit": 6.03}),
                    (self.shoe, 1, {"price_unit": 3.37, "tax_ids": [Command.clear()]}),
                )
                self.assertFalse(sale.invoice_ids.line_ids.filtered("tax_line_id")[1:])
                self._refund(sale, {first: 1})
                self._refund(sale, {second: 1})
                self.assertBalanced(sale.invoice_ids)

    def test_two_taxes(self):
        """Only the tax that stands for the rounding is changed, whatever comes back first."""
        other = self._tax(7.0)
        for prices, first in product(((6.03, 3.37), (6.11, 3.37), (2.02, 8.88)), (0, 1)):
            with self.subTest(prices=prices, first=first):
                sale = self._sell_rounded(
                    "biggest_tax",
                    (self.shirt, 2, {"price_unit": prices[0]}),
                    (self.shoe, 2, {"price_unit": prices[1], "tax_ids": [Command.set(other.ids)]}),
                )
                goods = [self.shirt, self.shoe, self.shirt, self.shoe]
                for good in goods[first:] + goods[:first]:
                    self._refund(sale, {good: 1})
                self.assertBalanced(sale.invoice_ids)

    def test_tax_given_back_by_hand_since(self):
        """Of 16.65 a shirt comes back for 6.65, the other is credited by hand for 6.63: the shoe
        of 3.38 has no tax to lower, and 3.37 is paid for it."""
        sale = self._sell_rounded(
            "biggest_tax",
            (self.shirt, 2, {"price_unit": 6.03}),
            (self.shoe, 1, {"price_unit": 3.38, "tax_ids": [Command.clear()]}),
        )
        invoice = sale.invoice_ids
        self.assertEqual(invoice.amount_total, 16.65)
        self.assertEqual(self._refund(sale, {self.shirt: 1}).refund_ids.amount_total, 6.65)
        note = invoice._reverse_moves()
        note.invoice_cash_rounding_id = False
        line = note.invoice_line_ids.filtered(lambda one: one.product_id == self.shirt)
        (note.invoice_line_ids - line).unlink()
        line.quantity = 1.0
        note.action_post()
        self._refund(sale, {self.shoe: 1})
        documents = invoice | invoice.reversal_move_ids
        left = dict(
            documents.line_ids._read_group(
                [("move_id", "in", documents.ids)], ["account_id"], ["balance:sum"]
            )
        )
        self.assertFalse(
            {one.code: round(value, 2) for one, value in left.items() if round(value, 2)}
        )

    def test_part_of_the_price(self):
        """Half of 9.98 is 4.99, in coins 5.00."""
        for strategy in ("add_invoice_line", "biggest_tax"):
            with self.subTest(strategy=strategy):
                sale = self._sell_rounded(strategy, (self.shirt, 1, {"price_unit": 9.07}))
                note = self._refund(sale, refund_percent=50.0, route="restock").refund_ids
                self.assertEqual(note.amount_total, 5.0)

    def test_after_a_credit_by_hand_that_was_rounded_too(self):
        """Odoo's own credit note of one of three is rounded by Odoo; the rest is by us."""
        sale = self._sell_rounded("add_invoice_line", (self.shirt, 3, {"price_unit": 3.03}))
        invoice = sale.invoice_ids
        note = invoice._reverse_moves()
        note.invoice_line_ids.filtered("product_id").quantity = 1.0
        note.action_post()
        self.assertEqual(note.amount_total, 3.35)
        mine = self._refund(sale, {self.shirt: 3}).refund_ids
        self.assertEqual(mine.amount_total, 6.65)

    def test_foreign_currency(self):
        pricelist = self._create_franc_pricelist((0.93, 2000))
        for strategy, price in product(("add_invoice_line", "biggest_tax"), (3.03, 6.04, 7.21)):
            with self.subTest(strategy=strategy, price=price):
                sale = self._sell_rounded(
                    strategy, (self.shirt, 3, {"price_unit": price}), pricelist_id=pricelist.id
                )
                self._refund_unit_by_unit(sale)
                self.assertBalanced(sale.invoice_ids)
