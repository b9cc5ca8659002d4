from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundInvoices(RefundCase):
    """Which invoice a refund takes back: none, one, several, a draft, a cancelled one."""

    def _deliver_some(self, sale, quantity):
        picking = sale.picking_ids.filtered(lambda picking: picking.state == "assigned")
        picking.move_ids.write({"quantity": quantity, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()

    def test_order_not_invoiced_bills_what_is_kept(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.shirt.invoice_policy = policy
                sale = self._sell((self.shirt, 3), invoice=False)
                order = self._refund(sale, {self.shirt: 1})
                self.assertEqual(order.stage, "closed")
                self.assertFalse(order.refund_ids)
                self.assertEqual(sale.order_line.qty_to_invoice, 2.0)
                self.assertEqual(self._invoice(sale).amount_untaxed, 200.0)
                self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_whole_order_not_invoiced_bills_nothing(self):
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3), invoice=False)
        self._refund(sale)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_two_invoices_of_one_line(self):
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3), deliver=False, invoice=False)
        self._deliver_some(sale, 2)
        first = self._invoice(sale)
        self._deliver_some(sale, 1)
        second = self._invoice(sale)
        order = self._refund(sale)
        self.assertRecordValues(
            order.refund_ids.sorted("amount_untaxed"),
            [
                {"amount_untaxed": 100.0, "reversed_entry_id": second.id},
                {"amount_untaxed": 200.0, "reversed_entry_id": first.id},
            ],
        )
        self.assertBalanced(sale.invoice_ids)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_invoice_of_a_part(self):
        """Two of three invoiced: what was not invoiced comes back first, then the invoice."""
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3), deliver=False, invoice=False)
        self._deliver_some(sale, 2)
        self._invoice(sale)
        self._deliver_some(sale, 1)
        order = self._refund(sale, {self.shirt: 2})
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self._refund(sale, {self.shirt: 1})
        self.assertBalanced(sale.invoice_ids)

    def test_two_orders_on_one_invoice(self):
        sales = self._sell((self.shirt, 1), invoice=False) | self._sell(
            (self.shirt, 2), invoice=False
        )
        invoice = self._invoice(sales)
        self.assertEqual(len(invoice), 1)
        order = self._refund(sales[0])
        self.assertEqual(order.refund_ids.reversed_entry_id, invoice)
        self._refund(sales[1])
        self.assertBalanced(sales.invoice_ids)

    def test_returns_settled_together_share_a_credit_note(self):
        sale = self._sell((self.shirt, 3))
        orders = self.env["after.sales.return"]
        for quantity in (1, 2):
            orders |= self._received(sale, {self.shirt: quantity})
        self._decide(orders)
        orders.action_settle()
        self.assertEqual(len(orders.refund_ids), 1)
        self.assertBalanced(sale.invoice_ids)

    def test_draft_invoice_is_named(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        draft = sale._create_invoices()
        order = self._received(sale, {self.shirt: 1})
        self._decide(order)
        with self.assertRefused("is still a draft. Post it"):
            order.action_settle()
        self.assertFalse(order.refund_ids)
        draft.action_post()
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)

    def test_cancelled_invoice_is_named(self):
        sale = self._sell((self.shirt, 2))
        sale.invoice_ids.button_draft()
        sale.invoice_ids.button_cancel()
        order = self._received(sale, {self.shirt: 1})
        self._decide(order)
        with self.assertRefused("is cancelled, so there is nothing to credit"):
            order.action_settle()

    def test_cancelled_and_invoiced_again(self):
        sale = self._sell((self.shirt, 2))
        sale.invoice_ids.button_draft()
        sale.invoice_ids.button_cancel()
        again = self._invoice(sale)
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(order.refund_ids.reversed_entry_id, again)

    def test_changed_order_price_does_not_change_the_refund(self):
        sale = self._sell((self.shirt, 2))
        sale.order_line.price_unit = 150.0
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)

    def test_changed_product_tax_does_not_change_the_refund(self):
        sale = self._sell((self.shirt, 2))
        self.shirt.taxes_id = self._tax(25.0)
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(order.refund_ids.amount_tax, 10.0)

    def test_refund_takes_over_account_and_analytics(self):
        plan = self.env["account.analytic.plan"].create({"name": "Stores"})
        store = self.env["account.analytic.account"].create({"name": "Rome", "plan_id": plan.id})
        account = self.env["account.account"].create(
            {"name": "Sales Rome", "code": "499991", "account_type": "income"}
        )
        sale = self._sell((self.shirt, 2), invoice=False)
        sale.order_line.analytic_distribution = {str(store.id): 100}
        invoice = sale._create_invoices()
        invoice.invoice_line_ids.account_id = account
        invoice.action_post()
        invoiced = store.balance
        order = self._refund(sale, {self.shirt: 1})
        self.assertRecordValues(
            order.refund_ids.invoice_line_ids,
            [{"account_id": account.id, "analytic_distribution": {str(store.id): 100}}],
        )
        store.invalidate_recordset()
        self.assertEqual(store.balance, invoiced / 2)


@tagged("post_install", "-at_install")
class TestRefundMoney(RefundCase):
    """What is paid, withheld, in which currency and on which date."""

    def test_unpaid_invoice_is_lowered(self):
        sale = self._sell((self.shirt, 3))
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(order.refund_ids.payment_state, "paid")
        self.assertEqual(order.refund_ids.reversed_entry_id.amount_residual, 220.0)

    def test_partly_paid_invoice_takes_what_is_open(self):
        sale = self._sell((self.shirt, 3))
        invoice = sale.invoice_ids
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 300.0})._create_payments()
        order = self._refund(sale, {self.shirt: 1})
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(order.refund_ids.amount_residual, 80.0)

    def test_paid_invoice_leaves_the_money_to_pay_out(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._refund(sale)
        self.assertEqual(order.refund_ids.amount_residual, 110.0)
        self._pay(order.refund_ids)
        self.assertIn(order.refund_ids.payment_state, ("paid", "in_payment"))

    def test_fee_is_its_own_line_with_tax(self):
        order = self._refund(
            self._sell((self.shirt, 2)), {self.shirt: 1}, fee=15.0, route="restock"
        )
        self.assertRecordValues(
            order.refund_ids,
            [{"amount_untaxed": 85.0, "amount_tax": 8.5}],
        )
        self.assertEqual(order.disposition_ids.amount_refund, 85.0)

    def test_fee_of_a_tax_included_price(self):
        tax = self._tax(10.0, price_include_override="tax_included")
        vals = {"price_unit": 110.0, "tax_ids": [Command.set(tax.ids)]}
        order = self._refund(self._sell((self.shirt, 1, vals)), fee=15.0, route="restock")
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 85.0, "amount_tax": 8.5}])

    def test_fee_takes_the_account_of_its_product(self):
        account = self.env["account.account"].create(
            {"name": "Fees", "code": "499992", "account_type": "income_other"}
        )
        self.company.after_sales_fee_product_id = self._create_product(
            "Restocking",
            0.0,
            is_storable=False,
            type="service",
            property_account_income_id=account.id,
        )
        order = self._refund(self._sell((self.shirt, 1)), fee=15.0, route="restock")
        fee = order.refund_ids.invoice_line_ids.filtered(lambda line: line.price_unit < 0)
        self.assertRecordValues(fee, [{"account_id": account.id, "balance": -15.0}])

    def test_fee_above_the_refund_is_refused(self):
        order = self._received(self._sell((self.shirt, 1)))
        self._decide(order, fee=101.0, grade_id=self.grade_a.id)
        with self.assertRefused("the restocking fee is higher than the refund"):
            order.action_settle()

    def test_refund_percent(self):
        order = self._refund(self._sell((self.shirt, 2)), refund_percent=60.0, route="restock")
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 120.0, "amount_tax": 12.0}])
        self.assertEqual(order.line_ids.sale_line_id.qty_to_invoice, 0.0)

    def test_refund_of_nothing(self):
        """Grade D: the goods stay with us, the customer gets nothing, the unit is not resold."""
        order = self._received(self._sell((self.shirt, 1)))
        self._decide(order, grade_id=self.grade_d.id)
        order.action_settle()
        self.assertEqual(sum(order.refund_ids.mapped("amount_total")), 0.0)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(order.line_ids.sale_line_id.qty_to_invoice, 0.0)

    def test_foreign_currency_takes_the_rate_of_the_invoice(self):
        pricelist = self._create_franc_pricelist((0.5, 30), (0.8, 0))
        with freeze_time(fields.Date.today() - relativedelta(days=20)):
            sale = self._sell((self.shirt, 3, {"price_unit": 33.33}), pricelist_id=pricelist.id)
        notes = self._refund_unit_by_unit(sale)
        self.assertEqual(notes.mapped("invoice_currency_rate"), [0.5] * 3)
        self.assertBalanced(sale.invoice_ids)
        exchange = (
            self.env["account.partial.reconcile"]
            .search([("debit_move_id.move_id", "in", sale.invoice_ids.ids)])
            .exchange_move_id
        )
        self.assertFalse(
            [move.amount_total for move in exchange if move.amount_total > 0.02],
            "the invoice's rate leaves no exchange difference but for rounding",
        )

    def test_invoice_of_a_locked_period_is_credited_today(self):
        with freeze_time(fields.Date.today() - relativedelta(days=20)):
            sale = self._sell((self.shirt, 1))
        self.company.sale_lock_date = fields.Date.today() - relativedelta(days=1)
        self.company.tax_lock_date = self.company.sale_lock_date
        order = self._refund(sale)
        self.assertEqual(order.refund_ids.date, fields.Date.context_today(order))
        self.assertBalanced(sale.invoice_ids)

    def test_locked_today_is_refused_and_leaves_nothing(self):
        order = self._received(self._sell((self.shirt, 1)))
        self._decide(order)
        self.company.sale_lock_date = fields.Date.today() + relativedelta(days=3)
        with self.assertRefused("Sales Lock Date"):
            order.action_settle()
        self.assertFalse(order.refund_ids)

    def test_settling_twice_is_refused(self):
        order = self._refund(self._sell((self.shirt, 2)), {self.shirt: 1})
        with self.assertRefused("nothing decided waits to be settled"):
            order.action_settle()
        order.disposition_ids.action_settle()
        self.assertEqual(len(order.refund_ids), 1)


@tagged("post_install", "-at_install")
class TestRefundTakenBack(RefundCase):
    """An accountant cancels a credit note: what it settled waits again, and only that."""

    def _half_settled(self, **vals):
        """Two of three shirts decided, one of them settled: the return is still open.

        :return: (return, settled disposition)
        """
        order = self._received(self._sell((self.shirt, 2), pay=True))
        order.action_sort().action_split()
        parts = order.disposition_ids
        parts.write({"grade_id": self.grade_a.id, **vals})
        parts.action_decide()
        parts[0].action_settle()
        return order, parts[0]

    def test_cancelled_note_waits_to_be_settled_again(self):
        order, part = self._half_settled()
        order.refund_ids.button_cancel()
        self.assertRecordValues(part, [{"state": "decided", "amount_credited": 0.0}])
        order.action_settle()
        posted = order.refund_ids.filtered(lambda move: move.state == "posted")
        self.assertEqual(sum(posted.mapped("amount_untaxed")), 200.0)

    def test_note_of_a_closed_return_stays(self):
        order = self._refund(self._sell((self.shirt, 1)))
        with self.assertRefused("which is closed"):
            order.refund_ids.button_cancel()

    def test_raised_draft_note_is_not_posted(self):
        order, _part = self._half_settled()
        note = order.refund_ids
        note.button_draft()
        note.invoice_line_ids.price_unit = 500.0
        with self.assertRefused("would be credited"):
            note.action_post()

    def test_note_of_store_credit_is_not_cancelled(self):
        self.company._setup_store_credit()
        order, part = self._half_settled(resolution="store_credit")
        with self.assertRefused("something else than money for it .Store credit."):
            order.refund_ids.button_cancel()
        self.assertEqual(part.state, "settled")

    def test_note_of_an_exchange_is_not_cancelled(self):
        order = self._received(
            self._sell((self.shirt, 2)),
            line_vals={"exchange_product_id": self.shoe.id, "resolution": "exchange"},
        )
        order.action_sort().action_split()
        order.disposition_ids.grade_id = self.grade_a
        order.disposition_ids.action_decide()
        order.disposition_ids[0].action_settle()
        with self.assertRefused("something else than money for it .Exchange."):
            order.refund_ids.button_cancel()

    def test_cancelled_note_of_goods_paid_ahead(self):
        policy = self.env["after.sales.policy"].create(
            {
                "name": "Money first",
                "settle_at": "approval",
                "trigger": "order",
                "window_ids": [Command.create({"resolution": "refund", "window_days": 30})],
            }
        )
        sale = self._sell((self.shirt, 3))
        order = self._approve(self._create_return(sale))
        self.assertEqual(order.line_ids.policy_id, policy)
        self.assertEqual(order.refund_ids.amount_untaxed, 300.0)
        self._receive(order, 2)
        order.action_sort()
        order.refund_ids.button_cancel()
        self.assertEqual(set(order.disposition_ids.mapped("state")), {"draft"})
        self.assertEqual(sum(order.disposition_ids.mapped("amount_credited")), 0.0)


@tagged("post_install", "-at_install")
class TestGoodwillBefore(RefundCase):
    """A part of the price that Odoo credited before counts as a part, not as the unit."""

    def test_the_rest_of_the_price_is_refunded(self):
        sale = self._sell((self.shirt, 1))
        goodwill = sale.invoice_ids._reverse_moves()
        goodwill.invoice_line_ids.price_unit = 10.0
        goodwill.action_post()
        order = self._approve(self._create_return(sale))
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 90.0)
        self.assertEqual(sale.invoice_ids.filtered("amount_residual"), self.env["account.move"])
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
