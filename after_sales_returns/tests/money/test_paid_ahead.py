from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestPaidAhead(PaymentCase):
    """Orders paid at checkout and not invoiced when their goods come back."""

    def _owed(self, order):
        return sum(order.refund_ids.mapped("amount_residual"))

    def test_all_back_is_owed_in_full(self):
        """3 × 50 paid: 150 owed."""
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.shirt.invoice_policy = policy
                sale = self._sell_online((self.shirt, 3, self.untaxed))
                order = self._refund(sale)
                self.assertEqual(self._owed(order), 150.0)
                self.assertEqual(order.stage, "closed")
                self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
                self.assertNotEqual(sale.invoice_status, "to invoice")
                self.assertBalanced(sale.invoice_ids)

    def test_one_back_is_owed_and_the_kept_ones_are_paid(self):
        """3 × 50 paid, one back: 50 owed, and nothing more to pay for the two kept."""
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.shirt.invoice_policy = policy
                sale = self._sell_online((self.shirt, 3, self.untaxed))
                before = self._receivable()
                order = self._refund(sale, {self.shirt: 1})
                self.assertEqual(self._owed(order), 50.0)
                self.assertEqual(before, -150.0 + self._receivable() + 50.0)
                invoices = sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
                self.assertEqual(sum(invoices.mapped("amount_residual")), 0.0)
                self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
                self._pay(order.refund_ids)

    def test_one_by_one(self):
        sale = self._sell_online((self.shirt, 3, self.untaxed))
        owed = [self._owed(self._refund(sale, {self.shirt: 1})) for _index in range(3)]
        self.assertEqual(owed, [50.0, 50.0, 50.0])
        self.assertBalanced(sale.invoice_ids)

    def test_taxes_and_discount_on_the_order(self):
        """3 × 33.33 less 10 %, with 10 % tax: 98.99 paid, one back and then the others."""
        sale = self._sell((self.shirt, 3, {"price_unit": 33.33}), deliver=False, invoice=False)
        self.env["sale.order.discount"].create(
            {
                "sale_order_id": sale.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.1,
            }
        ).action_apply_discount()
        self._check_out(sale)
        self._validate(sale.picking_ids)
        paid = sale.amount_total
        owed = self._owed(self._refund(sale, {self.shirt: 1}))
        self.assertAlmostEqual(owed, paid / 3, delta=0.01)
        owed += self._owed(self._refund(sale, {self.shirt: 2}))
        self.assertAlmostEqual(owed, paid)
        self.assertBalanced(sale.invoice_ids)

    def test_paid_in_part_gives_back_what_is_too_much(self):
        """100 of 150 paid: one back, nothing owed; all back, 100 owed."""
        sale = self._sell_online((self.shirt, 3, self.untaxed), amount=100.0)
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 1})), 0.0)
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 2})), 100.0)
        self.assertBalanced(sale.invoice_ids)

    def test_more_than_one_payment(self):
        sale = self._sell_online((self.shirt, 3, self.untaxed), amount=100.0)
        self._check_out(sale, 50.0)
        self.assertEqual(self._owed(self._refund(sale)), 150.0)

    def test_invoiced_in_part(self):
        """Two of three delivered and invoiced, the third delivered since: 50 and 100 owed."""
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3, self.untaxed), deliver=False, invoice=False)
        self._check_out(sale)
        picking = sale.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        first = self._invoice(sale)
        self.assertEqual(first.amount_residual, 0.0)
        self._validate(sale.picking_ids.filtered(lambda one: one.state == "assigned"))
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 1})), 50.0)
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 2})), 100.0)
        self.assertBalanced(sale.invoice_ids)

    def test_payment_matched_with_the_bank_already(self):
        """Odoo assigns a payment by itself only as long as the bank has not confirmed it."""
        sale = self._sell_online((self.shirt, 1, self.untaxed))
        payment = sale.transaction_ids.payment_id
        outstanding = payment.move_id.line_ids.filtered(lambda line: line.debit)
        outstanding.account_id.reconcile = True
        entry = self.env["account.move"].create(
            {
                "journal_id": self.bank.id,
                "line_ids": [
                    Command.create({"account_id": outstanding.account_id.id, "credit": 50.0}),
                    Command.create({"account_id": self.bank.default_account_id.id, "debit": 50.0}),
                ],
            }
        )
        entry.action_post()
        (outstanding | entry.line_ids.filtered("credit")).reconcile()
        payment.state = "paid"
        order = self._refund(sale)
        self.assertEqual(self._owed(order), 50.0)

    def test_payment_not_processed_yet(self):
        """The customer comes back before the job that books the payment ran."""
        sale = self._sell((self.shirt, 1, self.untaxed), invoice=False)
        with patch.object(type(self.env["payment.transaction"]), "_post_process"):
            transaction = self._check_out(sale)
        self.assertFalse(transaction.payment_id)
        order = self._refund(sale)
        self.assertTrue(transaction.payment_id)
        self.assertEqual(self._owed(order), 50.0)

    def test_authorized_is_captured_or_voided_first(self):
        sale = self._sell((self.shirt, 3, self.untaxed), invoice=False)
        transaction = self._check_out(sale, state="authorized")
        order = self._received(sale, {self.shirt: 1})
        self._decide(order)
        with self.assertRefused("is authorized and not captured"):
            order.action_settle()
        transaction._set_canceled()
        order.action_settle()
        self.assertFalse(order.refund_ids, "voided: nothing was paid")

    def test_fee_is_withheld(self):
        sale = self._sell_online((self.shirt, 1, self.untaxed))
        order = self._refund(sale, fee=10.0, grade_id=self.grade_a.id)
        self.assertEqual(self._owed(order), 40.0)

    def test_store_credit_instead(self):
        self.company._setup_store_credit()
        sale = self._sell_online((self.shirt, 3, self.untaxed))
        order = self._refund(
            sale, {self.shirt: 1}, grade_id=self.grade_a.id, resolution="store_credit"
        )
        self.assertEqual(order.ewallet_ids.points, 50.0)
        self.assertEqual(self._owed(order), 0.0)

    def test_exchange_is_paid_by_what_came_back(self):
        """A shirt paid 50 for a shoe at 80 without tax: 30 to pay, not 80."""
        self.shoe.taxes_id = False
        sale = self._sell_online((self.shirt, 1, self.untaxed))
        order = self._refund(
            sale,
            line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
            grade_id=self.grade_a.id,
        )
        self.assertEqual(order.exchange_order_ids.invoice_ids.amount_residual, 30.0)
        self.assertEqual(self._receivable(), 30.0)

    def test_goods_that_were_not_delivered_stay_to_be_invoiced(self):
        """The order's second line is still on its way, and is billed when it is delivered."""
        self.shirt.invoice_policy = self.shoe.invoice_policy = "delivery"
        sale = self._sell(
            (self.shirt, 1, self.untaxed),
            (self.shoe, 1, self.untaxed),
            deliver=False,
            invoice=False,
        )
        self._check_out(sale)
        picking = sale.picking_ids
        picking.move_ids.filtered(lambda move: move.product_id == self.shirt).write(
            {"quantity": 1, "picked": True}
        )
        picking.move_ids.filtered(lambda move: move.product_id == self.shoe).quantity = 0
        picking.with_context(skip_backorder=True).button_validate()
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(self._owed(order), 50.0)
        self._validate(sale.picking_ids.filtered(lambda one: one.state == "assigned"))
        invoice = self._invoice(sale)
        self.assertEqual((invoice.amount_total, invoice.amount_residual), (50.0, 0.0))

    def test_down_payment_is_given_back(self):
        """A down payment of 100 % invoiced and paid: the goods come back, 150 owed."""
        sale = self._sell((self.shirt, 3, self.untaxed), invoice=False, deliver=False)
        self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=sale.ids
        ).create({"advance_payment_method": "percentage", "amount": 100}).create_invoices()
        sale.invoice_ids.action_post()
        self._pay(sale.invoice_ids)
        self._validate(sale.picking_ids)
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 1})), 50.0)
        self.assertEqual(self._owed(self._refund(sale, {self.shirt: 2})), 100.0)
        self.assertBalanced(sale.invoice_ids.filtered(lambda move: move.state == "posted"))

    def test_cost_of_sales_is_as_before(self):
        """Perpetual valuation, by average cost: stock and cost of sales are what they were."""
        accounts = {
            name: self.env["account.account"].create(
                {"name": name, "code": f"77{index}100", "account_type": kind}
            )
            for index, (name, kind) in enumerate(
                {"stock": "asset_current", "cost": "expense_direct_cost"}.items()
            )
        }
        self.shirt.categ_id = self.env["product.category"].create(
            {
                "name": "Perpetual",
                "property_cost_method": "average",
                "property_valuation": "real_time",
                "property_stock_valuation_account_id": accounts["stock"].id,
                "property_account_expense_categ_id": accounts["cost"].id,
            }
        )
        for policy in ("order", "delivery"):
            for quantity in (3, 1):
                with self.subTest(policy=policy, quantity=quantity):
                    self.shirt.invoice_policy = policy
                    before = self._balances(accounts)
                    sale = self._sell_online((self.shirt, 3, self.untaxed))
                    self._refund(sale, {self.shirt: quantity})
                    after = self._balances(accounts)
                    kept = (3 - quantity) * 40.0
                    self.assertAlmostEqual(after["cost"] - before["cost"], kept)
                    self.assertAlmostEqual(after["stock"] - before["stock"], -kept)

    def _balances(self, accounts):
        self.env.flush_all()
        lines = self.env["account.move.line"]
        return {
            name: sum(
                lines.search(
                    [("account_id", "=", account.id), ("parent_state", "=", "posted")]
                ).mapped("balance")
            )
            for name, account in accounts.items()
        }
