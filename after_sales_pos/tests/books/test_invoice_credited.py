from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common import InvoicedCase


@tagged("post_install", "-at_install")
class TestInvoiceCredited(InvoicedCase):
    """What the back office credited of a receipt the till knows."""

    def test_credited_in_full_pays_nothing_more(self):
        sale = self._invoiced()
        note = self._credit(sale.account_move)
        self.assertEqual(self._row(sale)["price_unit"], 0.0)
        answers = self._evaluated(self._wish(sale.lines))
        self.assertEqual(answers["amount"], 0.0)
        self.assertRegex(" ".join(answers["problems"]), note.name)
        with self.assertRefused(note.name):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_credited_after_the_quote_is_refused_at_payment(self):
        sale = self._invoiced()
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket)
        note = self._credit(sale.account_move)
        with self.assertRefused(note.name):
            self._sync(self.till, data)

    def test_draft_and_cancelled_credit_notes_count_for_nothing(self):
        sale = self._invoiced()
        self._credit(sale.account_move, post=False)
        self._credit(sale.account_move, post=False).button_cancel()
        self.assertAlmostEqual(self._paid_back(sale.lines, 3.0), 495.0)

    def test_price_cut_lowers_what_each_unit_is_worth(self):
        sale = self._invoiced()
        self._credit(sale.account_move, price_unit=50.0)
        self.assertEqual(self._row(sale)["price_unit"], 110.0)
        back = [self._paid_back(sale.lines) for _unit in range(3)]
        self.assertEqual([round(one, 2) for one in back], [110.0, 110.0, 110.0])

    def test_price_cut_of_one_unit_is_shared_by_all(self):
        sale = self._invoiced()
        self._credit(sale.account_move, price_unit=50.0, quantity=1.0)
        refunds = [self._pay_back(self.till, self._wish(sale.lines)) for _unit in range(3)]
        for refund in refunds:
            self.assertAlmostEqual(-refund.amount_total, 146.67, delta=0.011)
        self.assertAlmostEqual(-sum(one.amount_total for one in refunds), 440.0)
        self.assertAlmostEqual(-sum(one.amount_tax for one in refunds), 40.0)

    def test_price_cut_after_the_first_came_back(self):
        sale = self._invoiced()
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)
        self._credit(sale.account_move, price_unit=50.0)
        # 450 less 150 given back less 150 cut leaves 150 for two.
        self.assertAlmostEqual(self._paid_back(sale.lines), 82.5)
        self.assertAlmostEqual(self._paid_back(sale.lines), 82.5)

    def test_deduction_for_wear_stays_with_its_unit(self):
        worn = self.env["after.sales.grade"].create(
            {"name": "Worn", "code": "W", "route": "restock", "refund_percent": 60.0}
        )
        sale = self._invoiced()
        self.assertAlmostEqual(self._paid_back(sale.lines, grade_id=worn.id), 99.0)
        self._credit(sale.account_move, price_unit=50.0, quantity=2.0)
        # The other two: 300 less 100.
        self.assertAlmostEqual(self._paid_back(sale.lines), 110.0)
        self.assertAlmostEqual(self._paid_back(sale.lines), 110.0)

    def test_unit_credited_at_its_price_is_not_paid_again(self):
        sale = self._invoiced()
        note = self._credit(sale.account_move, quantity=1.0)
        row = self._row(sale)
        self.assertEqual((row["price_unit"], row["quantity_left"]), (165.0, 3.0))
        self.assertRegex(row["verdict_reason"], f"{note.name}: 2 of them are paid for")
        with self.assertRefused(f"(?s)Coat.*{note.name}.*centre"):
            self._pay_back(self.till, self._wish(sale.lines))
        # Of two that come together one is paid.
        self.assertAlmostEqual(self._paid_back(sale.lines, 2.0), 165.0)
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)

    def test_unit_credited_is_dropped_off_for_nothing(self):
        sale = self._invoiced()
        self._credit(sale.account_move, quantity=1.0)
        wish = self._wish(sale.lines, resolution="centre", grade_id=False)
        self._as_cashier(self.till).after_sales_drop_off(str(uuid4()), [wish], False, "Nina")
        order = sale.lines.after_sales_line_ids.return_id
        self._decide(order, grade_id=self.grade_a.id, resolution="none").action_settle()
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)

    def test_unit_credited_after_one_came_back(self):
        sale = self._invoiced()
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)
        note = self._credit(sale.account_move, quantity=1.0)
        with self.assertRefused(note.name):
            self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(self._paid_back(sale.lines, 2.0), 165.0)

    def test_discount_of_the_receipt_comes_back_once(self):
        discount = self._create_product("Discount", 0.0, type="service", is_storable=False)
        off = (discount, 1, {"price_unit": -45.0, "tax_ids": [Command.set(self.tax.ids)]})
        sale = self._invoiced((self.coat, 3), off)
        self.assertAlmostEqual(sale.amount_total, 445.5)
        self.assertAlmostEqual(self._paid_back(sale.lines[0]), 148.5)
        note = self._credit(sale.account_move, post=False)
        goods, share = note.invoice_line_ids.sorted("price_subtotal", reverse=True)
        goods.quantity = 1.0
        share.price_unit = -15.0
        note.action_post()
        self.assertAlmostEqual(note.amount_total, 148.5)
        self.assertAlmostEqual(self._paid_back(sale.lines[0], 2.0), 148.5)

    def test_credit_note_without_product_lowers_all(self):
        sale = self._invoiced()
        note = self._credit(sale.account_move, post=False)
        note.invoice_line_ids = [
            Command.clear(),
            Command.create(
                {"name": "Gesture", "price_unit": 30.0, "tax_ids": [Command.set(self.tax.ids)]}
            ),
        ]
        note.action_post()
        self.assertAlmostEqual(self._paid_back(sale.lines, 3.0), 462.0)

    def test_store_credit_and_exchange_know_it_too(self):
        sale = self._invoiced()
        self._credit(sale.account_move, price_unit=50.0)
        wish = self._wish(sale.lines, resolution="store_credit")
        refund = self._pay_back(self.till, wish)
        credit = refund.lines.filtered(lambda line: line.after_sales_role == "credit")
        self.assertAlmostEqual(credit._after_sales_amount(), 110.0)
        refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        self.assertAlmostEqual(refund.amount_total, 0.0)
        self.assertAlmostEqual(new.amount_total, 0.0)

    def test_offline_return_is_kept_and_names_the_credit_note(self):
        sale = self._invoiced()
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket, offline=True)
        note = self._credit(sale.account_move)
        refund = self._sync(self.till, data)
        order = refund.after_sales_return_ids
        self.assertEqual(refund.state, "done")
        self.assertEqual(order.line_ids.pos_line_id, sale.lines)
        self.assertEqual(sale.lines.refunded_qty, 1.0)
        activity = order.activity_ids
        self.assertRegex(str(activity.note), note.name)
        self.assertRegex(str(activity.note), "165.00")


@tagged("post_install", "-at_install")
class TestTillKnownToTheBackOffice(InvoicedCase):
    """What the till gave back stands against the accountant's credit note."""

    def test_credit_note_of_what_the_till_paid_back(self):
        self._create_users()
        for invoiced in (True, False):
            with self.subTest(invoiced=invoiced):
                sale = self._invoiced((self.coat, 1))
                refund = self._refund(sale, 1.0, invoiced)
                with self.assertRefused(refund.pos_reference):
                    self._credit(sale.account_move, user=self.accountant)

    def test_credit_note_of_what_is_left(self):
        sale = self._invoiced()
        refund = self._pay_back(self.till, self._wish(sale.lines))
        with self.assertRefused(refund.after_sales_return_ids.name):
            self._credit(sale.account_move)
        with self.assertRefused(refund.pos_reference):
            self._credit(sale.account_move, price_unit=101.0)
        note = self._credit(sale.account_move, quantity=2.0)
        self.assertAlmostEqual(note.amount_total, 330.0)
        with self.assertRefused(note.name):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_two_credit_notes_of_one_receipt(self):
        sale = self._invoiced()
        self._credit(sale.account_move, quantity=2.0)
        with self.assertRefused("more than"):
            self._credit(sale.account_move, quantity=2.0)
        self._credit(sale.account_move, quantity=1.0)

    def test_plain_refund_of_what_the_back_office_credited(self):
        for invoiced in (True, False):
            with self.subTest(invoiced=invoiced):
                sale = self._invoiced()
                note = self._credit(sale.account_move, quantity=2.0)
                with self.assertRefused(note.name):
                    self._refund(sale, 2.0, invoiced)
                self.assertAlmostEqual(self._refund(sale, 1.0, invoiced).amount_total, -165.0)

    def test_credit_note_without_link_to_the_receipt(self):
        """Typed by hand, naming the invoice that it takes back."""
        sale = self._invoiced()
        refund = self._pay_back(self.till, self._wish(sale.lines, 2.0))
        vals = {
            "move_type": "out_refund",
            "partner_id": self.customer.id,
            "reversed_entry_id": sale.account_move.id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self.coat.id,
                        "quantity": 2.0,
                        "price_unit": 150.0,
                        "tax_ids": [Command.set(self.tax.ids)],
                    }
                )
            ],
        }
        note = self.env["account.move"].create(vals)
        with self.assertRefused(refund.pos_reference):
            note.action_post()
        note.invoice_line_ids.quantity = 1.0
        note.action_post()
        with self.assertRefused(note.name):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_copy_of_an_invoice_is_another_sale(self):
        sale = self._invoiced()
        copy = sale.account_move.copy()
        self.assertFalse(copy.invoice_line_ids.after_sales_pos_line_id)

    def _refund(self, sale, quantity, invoiced):
        """Odoo's own refund of the ticket screen, with its credit note or without."""
        return self._refund_at_till(
            self.till, sale.lines, quantity, partner=self.customer, to_invoice=invoiced
        )


@tagged("post_install", "-at_install")
class TestBilledAgain(InvoicedCase):
    """An invoice that is reversed and billed at another price: what counts is what stands."""

    def test_billed_lower(self):
        sale = self._invoiced()
        bill = self._bill_again(sale.account_move, 120.0)
        self.assertEqual(self._row(sale)["price_unit"], 132.0)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(refund.amount_total, -132.0)
        self.assertEqual(refund.account_move.reversed_entry_id, bill)
        self.assertAlmostEqual(self._paid_back(sale.lines, 2.0), 264.0)

    def test_billed_higher(self):
        sale = self._invoiced()
        self._bill_again(sale.account_move, 180.0)
        self.assertEqual(self._row(sale)["price_unit"], 198.0)
        back = [self._paid_back(sale.lines) for _unit in range(3)]
        self.assertEqual([round(one, 2) for one in back], [198.0, 198.0, 198.0])

    def test_billed_higher_gives_no_more_cash_than_came(self):
        sale = self._invoiced()
        self._bill_again(sale.account_move, 180.0)
        refund = self._pay_back(self.till, self._wish(sale.lines, 3.0))
        back = {one.payment_method_id: round(one.amount, 2) for one in refund.payment_ids}
        self.assertEqual(back, {self._cash(self.till): -495.0, self._card(self.till): -99.0})

    def test_bill_that_is_still_open_is_not_paid_out(self):
        sale = self._invoiced()
        bill = self._bill_again(sale.account_move, 180.0, paid=False)
        with self.assertRefused(f"{bill.name} is not fully paid"):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_billed_again_between_two_returns(self):
        sale = self._invoiced()
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)
        self._credit(sale.account_move, quantity=2.0)
        copy = self.env["account.move"].create(
            sale.account_move.with_context(include_business_fields=True).copy_data()[0]
        )
        copy.invoice_line_ids.write({"quantity": 2.0, "price_unit": 120.0})
        copy.action_post()
        self._pay(copy)
        self.assertAlmostEqual(self._paid_back(sale.lines), 132.0)
        self.assertAlmostEqual(self._paid_back(sale.lines), 132.0)

    def test_credit_note_of_the_new_bill_after_a_return(self):
        sale = self._invoiced()
        bill = self._bill_again(sale.account_move, 120.0)
        refund = self._pay_back(self.till, self._wish(sale.lines, 2.0))
        with self.assertRefused(refund.pos_reference):
            self._credit(bill, quantity=2.0)
        self._credit(bill, quantity=1.0)


@tagged("post_install", "-at_install")
class TestCentreKnowsCreditNotes(InvoicedCase):
    """Returns of receipts that the back office settles."""

    def _decided(self, line, quantity=1.0):
        order = self._return_of_pos(line, quantity, warehouse_id=self.warehouse.id)
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id)
        return order

    def test_price_cut_after_the_request(self):
        sale = self._invoiced()
        order = self._decided(sale.lines)
        self._credit(sale.account_move, price_unit=50.0)
        order.action_settle()
        self.assertRecordValues(order.refund_ids, [{"amount_total": 110.0}])
        self.assertAlmostEqual(self._paid_back(sale.lines, 2.0), 220.0)

    def test_price_shown_on_a_new_return(self):
        sale = self._invoiced()
        self._credit(sale.account_move, price_unit=50.0)
        self.assertEqual(self._return_of_pos(sale.lines).line_ids.price_paid_unit, 100.0)

    def test_credited_unit_waits_for_a_decision(self):
        sale = self._invoiced()
        note = self._credit(sale.account_move, quantity=1.0)
        order = self._decided(sale.lines)
        self.assertRegex(order.credited_by_hand, f"{note.name}: 1 Units Coat")
        with self.assertRefused(f"{order.name}.*Coat.*{note.name}.*Nothing More to Pay"):
            order.action_settle()
        order.disposition_ids.action_nothing_more_to_pay()
        self.assertFalse(order.refund_ids)
        self.assertEqual(order.state, "closed")
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)

    def test_what_is_still_paid_is_not_settled_with_nothing(self):
        sale = self._invoiced()
        self._credit(sale.account_move, price_unit=50.0)
        order = self._decided(sale.lines)
        with self.assertRefused("100.00 is still to be given"):
            order.disposition_ids.action_nothing_more_to_pay()

    def test_two_units_of_which_one_was_credited(self):
        sale = self._invoiced()
        self._credit(sale.account_move, quantity=1.0)
        order = self._decided(sale.lines, 2.0)
        order.action_settle()
        self.assertRecordValues(order.refund_ids, [{"amount_total": 165.0}])
        self.assertEqual(order.disposition_ids.quantity_credited, 1.0)
        self.assertAlmostEqual(self._paid_back(sale.lines), 165.0)

    def test_new_bill_is_credited(self):
        sale = self._invoiced()
        bill = self._bill_again(sale.account_move, 120.0)
        order = self._decided(sale.lines)
        order.action_settle()
        self.assertRecordValues(
            order.refund_ids, [{"amount_total": 132.0, "reversed_entry_id": bill.id}]
        )

    def test_credit_note_of_what_the_centre_paid_back(self):
        sale = self._invoiced()
        order = self._decided(sale.lines, 2.0)
        order.action_settle()
        with self.assertRefused(order.refund_ids.name):
            self._credit(sale.account_move, quantity=2.0)
        self._credit(sale.account_move, quantity=1.0)
