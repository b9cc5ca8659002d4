from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .payment_common import PaymentCase

# Of 100 and 10 % tax with 2 % discount: invoiced, and paid early.
PAID = {"included": (110.0, 107.8), "excluded": (110.0, 108.0), "mixed": (109.8, 107.8)}


@tagged("post_install", "-at_install")
class TestEarlyPayment(PaymentCase):
    """What a customer got off for paying early is not given back: 107.80 paid, 107.80 back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"]
        cls.discount = accounts.create(
            {"name": "Cash discount", "code": "499821", "account_type": "expense"}
        )
        cls.company.account_journal_early_pay_discount_loss_account_id = cls.discount
        cls._tax_account(cls.tax)
        cls.bank.outbound_payment_method_line_ids.payment_account_id = (
            cls.bank.inbound_payment_method_line_ids.payment_account_id[:1]
        )

    @classmethod
    def _tax_account(cls, tax):
        shares = tax.invoice_repartition_line_ids | tax.refund_repartition_line_ids
        shares.filtered(lambda line: line.repartition_type == "tax").account_id = cls.env[
            "account.account"
        ].create({"name": tax.name, "code": f"2179{tax.id}", "account_type": "liability_current"})

    def _term(self, mode):
        return self.env["account.payment.term"].create(
            {
                "name": f"2 % ({mode})",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 7,
                "early_pay_discount_computation": mode,
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )

    def _sell_early(self, mode, *lines, pay=True, **vals):
        sale = self._sell(*lines, invoice=False, payment_term_id=self._term(mode).id, **vals)
        self._invoice(sale)
        if pay:
            self._pay(sale.invoice_ids)
        return sale

    def _moves(self, sale):
        """Invoices, credit notes, and the payments of both."""
        moves = sale.invoice_ids
        return moves | moves.matched_payment_ids.move_id | moves.reconciled_payment_ids.move_id

    def _check_even(self, sale):
        """The notes are paid: every account and every tax is as before the sale."""
        notes = sale.invoice_ids.filtered(lambda move: move.move_type == "out_refund")
        for note in notes.filtered("amount_residual"):
            self._pay(note)
        self.assertEqual(self._receivable(), 0.0)
        self.assertBalanced(self._moves(sale))
        self.assertTagsBalanced(self._moves(sale))

    def _total(self, sale):
        notes = sale.invoice_ids.filtered(lambda move: move.move_type == "out_refund")
        return round(sum(notes.mapped("amount_total")), 2)

    def test_all_back(self):
        for mode, (invoiced, paid) in PAID.items():
            with self.subTest(mode=mode):
                sale = self._sell_early(mode, (self.shirt, 1))
                invoice = sale.invoice_ids
                self.assertEqual((invoice.amount_total, invoice.amount_residual), (invoiced, 0.0))
                order = self._refund(sale)
                self.assertEqual(order.refund_ids.amount_residual, paid)
                self.assertEqual(order.amount_to_pay, paid)
                self._check_even(sale)

    def test_amount_credited_is_what_came_back(self):
        for mode, untaxed in (("included", 98.0), ("excluded", 98.0), ("mixed", 98.0)):
            with self.subTest(mode=mode):
                order = self._refund(self._sell_early(mode, (self.shirt, 1)))
                self.assertEqual(order.refund_ids.amount_untaxed, untaxed)
                self.assertEqual(order.disposition_ids.amount_refund, untaxed)

    def test_slices(self):
        """Three at 33.33, one at a time: together what was paid, to the cent."""
        for method in ("round_per_line", "round_globally"):
            for mode in PAID:
                with self.subTest(mode=mode, method=method):
                    self.company.tax_calculation_rounding_method = method
                    sale = self._sell_early(mode, (self.shirt, 3, {"price_unit": 33.33}))
                    paid = sale.invoice_ids.reconciled_payment_ids.amount
                    notes = self._refund_unit_by_unit(sale)
                    self.assertEqual(len(notes), 3)
                    self.assertAlmostEqual(self._total(sale), paid)
                    for note in notes:
                        self.assertAlmostEqual(note.amount_total, paid / 3, delta=0.02)
                    self._check_even(sale)

    def test_two_taxes_line_by_line(self):
        tax = self._tax(19.0)
        self._tax_account(tax)
        for mode in PAID:
            with self.subTest(mode=mode):
                sale = self._sell_early(
                    mode,
                    (self.shirt, 2, {"price_unit": 33.33}),
                    (self.shoe, 3, {"price_unit": 7.77, "tax_ids": [Command.set(tax.ids)]}),
                )
                paid = sale.invoice_ids.reconciled_payment_ids.amount
                first = self._refund(sale, {self.shoe: 2}).refund_ids
                self.assertLessEqual(set(first.invoice_line_ids.tax_ids), set(tax))
                self._refund(sale, {self.shirt: 1, self.shoe: 1})
                self._refund(sale, {self.shirt: 1})
                self.assertAlmostEqual(self._total(sale), paid)
                self._check_even(sale)

    def test_tax_included_in_the_price(self):
        tax = self._tax(19.0, price_include_override="tax_included")
        self._tax_account(tax)
        for mode in PAID:
            with self.subTest(mode=mode):
                sale = self._sell_early(
                    mode, (self.shirt, 3, {"price_unit": 9.99, "tax_ids": [Command.set(tax.ids)]})
                )
                paid = sale.invoice_ids.reconciled_payment_ids.amount
                self._refund_unit_by_unit(sale)
                self.assertAlmostEqual(self._total(sale), paid)
                self._check_even(sale)

    def test_goods_without_tax(self):
        for mode in PAID:
            with self.subTest(mode=mode):
                sale = self._sell_early(
                    mode,
                    (self.shirt, 1),
                    (self.shoe, 1, {"tax_ids": [Command.clear()]}),
                )
                paid = sale.invoice_ids.reconciled_payment_ids.amount
                self._refund(sale, {self.shoe: 1})
                self._refund(sale, {self.shirt: 1})
                self.assertAlmostEqual(self._total(sale), paid)
                self._check_even(sale)

    def test_paid_late_comes_back_whole(self):
        """The discount was not taken; of mixed terms the lower tax was invoiced all the same."""
        late = fields.Date.today() + relativedelta(days=20)
        for mode, (invoiced, _paid) in PAID.items():
            with self.subTest(mode=mode):
                sale = self._sell_early(mode, (self.shirt, 3), pay=False)
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=sale.invoice_ids.ids
                ).create({"payment_date": late})._create_payments()
                self._refund_unit_by_unit(sale)
                self.assertAlmostEqual(self._total(sale), round(invoiced * 3, 2))
                self._check_even(sale)

    def test_not_paid_owes_nothing(self):
        for mode in PAID:
            with self.subTest(mode=mode):
                sale = self._sell_early(mode, (self.shirt, 2), pay=False)
                self._refund(sale, {self.shirt: 1})
                self._refund(sale, {self.shirt: 1})
                self._check_even(sale)

    def test_one_payment_of_two_invoices(self):
        """What one payment got off two invoices is each invoice's own part."""
        for mode in PAID:
            with self.subTest(mode=mode):
                sales = self._sell_early(mode, (self.shirt, 1), pay=False)
                sales |= self._sell_early(mode, (self.shoe, 2), pay=False)
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=sales.invoice_ids.ids
                ).create({"group_payment": True})._create_payments()
                payment = sales.invoice_ids.reconciled_payment_ids
                self.assertEqual(len(payment), 1)
                self._refund(sales[0])
                expected = {"included": 107.8, "excluded": 108.0, "mixed": 107.8}[mode]
                self.assertAlmostEqual(self._total(sales[0]), expected)
                self._refund(sales[1])
                self.assertAlmostEqual(self._total(sales), payment.amount)
                self._check_even(sales)

    def test_percent_and_order_discount(self):
        """Half of the price, a discount of 10 % on the order: half of what was paid."""
        for mode in PAID:
            with self.subTest(mode=mode):
                sale = self._sell((self.shirt, 2), invoice=False, deliver=False)
                sale.payment_term_id = self._term(mode)
                self.env["sale.order.discount"].create(
                    {
                        "sale_order_id": sale.id,
                        "discount_type": "so_discount",
                        "discount_percentage": 0.1,
                    }
                ).action_apply_discount()
                self._validate(sale.picking_ids)
                self._invoice(sale, pay=True)
                paid = sale.invoice_ids.reconciled_payment_ids.amount
                self._refund(sale, {self.shirt: 1}, refund_percent=50.0, route="restock")
                self.assertAlmostEqual(self._total(sale), paid / 4, delta=0.01)
                self._refund(sale, {self.shirt: 1})
                self.assertAlmostEqual(self._total(sale), paid * 3 / 4, delta=0.01)

    def test_credit_by_hand_before_gives_no_more_than_was_paid(self):
        """110 credited by hand for one of three: all back give what is left of 323.40."""
        sale = self._sell_early("included", (self.shirt, 3))
        note = sale.invoice_ids._reverse_moves()
        note.invoice_line_ids.quantity = 1.0
        note.action_post()
        self.assertEqual(note.amount_total, 110.0)
        self._refund(sale, {self.shirt: 3})
        self.assertEqual(self._total(sale), 323.4)

    def test_rounded_to_coins_too(self):
        """3 × 33.34 and 10 % tax are 110.02, in coins 110.00 (mixed: 109.82, 109.80)."""
        for strategy in ("add_invoice_line", "biggest_tax"):
            rounding = self.env["account.cash.rounding"].create(
                {
                    "name": "Coins of 0.05",
                    "rounding": 0.05,
                    "strategy": strategy,
                    "profit_account_id": self.discount.id,
                    "loss_account_id": self.discount.id,
                }
            )
            for mode in PAID:
                with self.subTest(mode=mode, strategy=strategy):
                    vals = {"price_unit": 33.34}
                    sale = self._sell((self.shirt, 3, vals), invoice=False)
                    sale.payment_term_id = self._term(mode)
                    invoice = sale._create_invoices()
                    invoice.invoice_cash_rounding_id = rounding
                    invoice.action_post()
                    self._pay(invoice)
                    self.assertEqual(invoice.amount_residual, 0.0)
                    self._refund_unit_by_unit(sale)
                    self.assertAlmostEqual(self._total(sale), invoice.reconciled_payment_ids.amount)

    def test_store_credit(self):
        self.company._setup_store_credit()
        order = self._refund(
            self._sell_early("included", (self.shirt, 1)),
            grade_id=self.grade_a.id,
            resolution="store_credit",
        )
        self.assertEqual(order.ewallet_ids.points, 107.8)

    def test_goods_that_never_came_are_billed_as_they_were_refunded(self):
        self.policy.write({"active": True, "settle_at": "approval"})
        for mode, (_invoiced, paid) in PAID.items():
            with self.subTest(mode=mode):
                sale = self._sell_early(mode, (self.shirt, 1))
                order = self._approve(self._create_return(sale))
                self.assertEqual(order.refund_ids.amount_total, paid)
                action = order.action_close()
                wizard = self.env[action["res_model"]].with_context(**action["context"])
                wizard.create({"never_came": "bill"}).action_close()
                bill = sale.invoice_ids.sorted("id")[-1]
                self.assertEqual((bill.move_type, bill.amount_total), ("out_invoice", paid))

    def test_even_exchange_costs_nothing(self):
        """Another size at the same price is what was paid; Odoo knows no lower tax for it than
        the price has, so of terms that never lower the tax 20 cents stay."""
        attribute = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [Command.create({"name": "S"}), Command.create({"name": "M"})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Coat",
                "list_price": 100.0,
                "is_storable": True,
                "invoice_policy": "order",
                "taxes_id": [Command.set(self.tax.ids)],
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        small, medium = template.product_variant_ids
        for product in (small, medium):
            self._stock(product, 10)
        for mode, open_amount in (("included", 0.0), ("excluded", -0.2), ("mixed", 0.0)):
            with self.subTest(mode=mode):
                sale = self._sell_early(mode, (small, 1))
                order = self._refund(
                    sale,
                    line_vals={"resolution": "exchange", "exchange_product_id": medium.id},
                    grade_id=self.grade_a.id,
                )
                moves = order.refund_ids | order.exchange_order_ids.invoice_ids
                left = sum(moves.mapped("amount_residual_signed"))
                self.assertAlmostEqual(left, open_amount)
