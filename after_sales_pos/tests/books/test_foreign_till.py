from freezegun import freeze_time

from odoo.tests import tagged

from .common import FrancCase


@tagged("post_install", "-at_install")
class TestForeignTill(FrancCase):
    def _wallet(self, partner=None):
        program = self.company.after_sales_ewallet_program_id
        return self.env["loyalty.card"].search(
            [
                ("program_id", "=", program.id),
                ("partner_id", "=", (partner or self.customer).id),
            ]
        )

    def _give_credit(self, sale, **more):
        wish = self._wish(sale.lines, resolution="store_credit")
        refund = self._pay_back(self.till, wish, **more)
        self._close(self.till)
        return refund

    def test_invoiced_receipt_is_credited_at_its_own_rate(self):
        sale = self._sold(to_invoice=True)
        self.assertEqual(sale.account_move.amount_total_signed, 27.5)
        refund = self._give_credit(sale)
        self.assertEqual(refund.account_move.invoice_currency_rate, 2.0)
        self.assertEqual(self._wallet().points, 27.5)
        self.assertAlmostEqual(self._owed() - self.owed, 27.5)

    def test_receipt_is_booked_at_the_rate_of_the_day(self):
        refund = self._give_credit(self._sold())
        self.assertEqual(refund.currency_rate, 1.25)
        self.assertEqual(self._wallet().points, 44.0)
        self.assertAlmostEqual(self._owed() - self.owed, 44.0)

    def test_money_back_of_an_invoiced_receipt(self):
        """The rate's difference is where Odoo books it, and nobody owes anything."""
        sale = self._sold(to_invoice=True)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertEqual(refund.amount_total, -55.0)
        self._close(self.till)
        note = refund.account_move
        self.assertRecordValues(
            note, [{"amount_total_signed": -27.5, "amount_residual": 0.0, "amount_total": 55.0}]
        )
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", self.customer.property_account_receivable_id.id),
                ("partner_id", "=", self.customer.id),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0.0)

    def test_web_order_in_francs(self):
        """Store credit of a sales order at this till: the liability of its credit note."""
        pricelist = self.till.pricelist_id
        with freeze_time(self.sold_on):
            order = self._sell(
                (self.shirt, 1, {"price_unit": 50.0}), pay=True, pricelist_id=pricelist.id
            )
        self._open(self.till)
        wish = self._wish(order.order_line, resolution="store_credit")
        self._as_cashier(self.till).after_sales_drop_off("T-1", [wish], False, "Nina")
        self.assertEqual(self._wallet().points, 27.5)
        self.assertAlmostEqual(self._owed() - self.owed, 27.5)

    def test_credit_is_the_buyers_and_not_the_invoice_contacts(self):
        contact = self.env["res.partner"].create(
            {"name": "Books", "type": "invoice", "parent_id": self.customer.id}
        )
        sale = self._sold(to_invoice=True)
        self.assertEqual(sale.account_move.partner_id, contact)
        self._give_credit(sale, partner=contact.id)
        self.assertEqual(self._wallet().points, 27.5)
        self.assertFalse(self._wallet(contact))

    def test_centre_gives_it_to_the_buyer(self):
        contact = self.env["res.partner"].create(
            {"name": "Books", "type": "invoice", "parent_id": self.customer.id}
        )
        sale = self._sold(to_invoice=True)
        order = self._return_of_pos(
            sale.lines, partner=contact, line_vals={"resolution": "store_credit"}
        )
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id)
        order.action_settle()
        self.assertEqual(self._wallet().points, 27.5)
        self.assertFalse(self._wallet(contact))
