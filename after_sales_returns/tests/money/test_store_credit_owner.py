from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import StoreCreditCase


@tagged("post_install", "-at_install")
class TestStoreCreditOwner(StoreCreditCase):
    """Store credit belongs to the buyer, and is the liability that the books show for it."""

    def _wallet_of(self, partner):
        return self.env["loyalty.card"].search(
            [("program_id", "=", self.program.id), ("partner_id", "=", partner.id)]
        )

    def _sell_in_francs(self, *rates):
        """A shirt sold for 50 francs and paid, 55 with tax.

        :param rates: (francs per unit of the company's currency, days ago)
        """
        pricelist = self._create_franc_pricelist(*rates)
        with freeze_time(fields.Date.today() - relativedelta(days=20)):
            return self._sell((self.shirt, 1, {"price_unit": 50.0}), pricelist_id=pricelist.id)

    def test_wallet_is_the_liability_at_the_rate_of_the_note(self):
        sale = self._sell_in_francs((0.5, 30), (0.8, 0))
        self._pay(sale.invoice_ids)
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (110.0, 110.0))
        self.assertEqual(self._receivable(), 0.0)
        self.assertRecordValues(self._wallet().history_ids, [{"issued": 110.0}])

    def test_liability_does_not_move_with_the_rate(self):
        """What the wallet holds is money of the company: its liability is too."""
        sale = self._sell_in_francs((0.5, 30), (0.8, 0))
        self._pay(sale.invoice_ids)
        self._give_credit(sale)
        line = self.env["account.move.line"].search([("account_id", "=", self.account.id)])
        self.assertRecordValues(
            line, [{"currency_id": self.company.currency_id.id, "amount_currency": -110.0}]
        )

    def test_foreign_invoice_paid_in_part(self):
        """22 of 55 francs paid: the wallet holds 44 of 110."""
        sale = self._sell_in_francs((0.5, 30), (0.8, 0))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=sale.invoice_ids.ids
        ).create(
            {
                "amount": 22.0,
                "currency_id": sale.currency_id.id,
                "payment_difference_handling": "open",
            }
        )._create_payments()
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (44.0, 44.0))
        self.assertEqual(self._receivable(), 0.0)

    def test_wallet_of_another_currency_holds_the_same_worth(self):
        """An eWallet program kept in francs: 110 at today's rate of 0.8."""
        sale = self._sell_in_francs((0.5, 30), (0.8, 0))
        self.program.currency_id = sale.currency_id
        self._pay(sale.invoice_ids)
        self._give_credit(sale)
        self.assertEqual((self._wallet().points, self._owed()), (88.0, 110.0))

    def test_credit_goes_to_the_buyer_not_to_the_invoice_contact(self):
        company = self.env["res.partner"].create({"name": "Fischer GmbH", "is_company": True})
        office = self.env["res.partner"].create(
            {"name": "Accounting", "type": "invoice", "parent_id": company.id}
        )
        self.customer.parent_id = company
        sale = self._sell((self.shirt, 1), pay=True, partner_invoice_id=office.id)
        self.assertEqual(sale.invoice_ids.partner_id, office)
        self._give_credit(sale)
        self.assertEqual(self._wallet().points, 110.0)
        self.assertFalse(self._wallet_of(office) | self._wallet_of(company))

    def test_two_buyers_on_one_invoice_get_their_own(self):
        """One office pays for two buyers: 110 and 2 × 88."""
        office = self.env["res.partner"].create({"name": "Accounting"})
        other = self.env["res.partner"].create({"name": "Max Fischer"})
        shared = {
            "partner_invoice_id": office.id,
            "partner_shipping_id": office.id,
        }
        sales = self._sell((self.shirt, 1), invoice=False, **shared)
        sales |= self._sell((self.shoe, 2), invoice=False, partner_id=other.id, **shared)
        self.assertEqual(len(self._invoice(sales, pay=True)), 1)
        orders = self._received(sales[0])
        orders |= self._received(sales[1], partner_id=other.id)
        self._decide(orders, grade_id=self.grade_a.id, resolution="store_credit")
        orders.action_settle()
        self.assertEqual(self._wallet().points, 110.0)
        self.assertEqual(self._wallet_of(other).points, 176.0)
        self.assertEqual(self._owed(), 286.0)
        self.assertEqual(orders.refund_ids.amount_residual, 0.0)

    def test_second_settlement_of_two_buyers_divides_what_is_open(self):
        """Half of the invoice was paid, so each gets half; no cent is lost."""
        office = self.env["res.partner"].create({"name": "Accounting"})
        other = self.env["res.partner"].create({"name": "Max Fischer"})
        shared = {"partner_invoice_id": office.id, "partner_shipping_id": office.id}
        price = {"price_unit": 33.33, "tax_ids": [Command.clear()]}
        sales = self._sell((self.shirt, 1, price), invoice=False, **shared)
        sales |= self._sell((self.shoe, 1, price), invoice=False, partner_id=other.id, **shared)
        invoice = self._invoice(sales)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 33.33})._create_payments()
        orders = self._received(sales[0])
        orders |= self._received(sales[1], partner_id=other.id)
        self._decide(orders, grade_id=self.grade_a.id, resolution="store_credit")
        orders.action_settle()
        points = self._wallet().points, self._wallet_of(other).points
        self.assertEqual(sorted(points), [16.66, 16.67])
        self.assertEqual(self._owed(), 33.33)
