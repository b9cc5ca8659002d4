from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketAccount(TicketCase):
    """Goods sold on a customer's account: money is given for what was paid, not for what is
    owed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["pos.payment.method"].create(
            {"name": "Customer Account", "split_transactions": True}
        )
        cls.till.payment_method_ids = [Command.link(cls.account.id)]
        # Whoever wants to may pay out anything: what nobody paid is no money all the same.
        (cls.till | cls.other_till).after_sales_other_tender = "yes"

    def _sell_on_account(self, **more):
        payments = [(self.account, 110.0)]
        return self._sell_at_till(
            self.till, (self.shirt, 1), payments=payments, partner=self.customer, **more
        )

    def _problems(self, till, wish):
        self._open(till)
        return self._as_cashier(till).after_sales_evaluate("T-1", [wish])[wish["key"]]["problems"]

    def _paid_by(self, order):
        return {payment.payment_method_id: payment.amount for payment in order.payment_ids}

    def _pay_the_account(self, sale):
        """The customer pays what the session says to be owed."""
        item = sale.session_id.move_id.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and line.partner_id == self.customer
            )
        )
        self._pay_item(item)

    def _pay_item(self, item):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move.line", active_ids=item.ids
        )
        wizard.create({"journal_id": self._card(self.till).journal_id.id})._create_payments()
        self.assertTrue(all(item.mapped("reconciled")))

    def test_unpaid_lowers_what_is_owed(self):
        refund = self._pay_back(self.till, self._wish(self._sell_on_account().lines))
        self.assertEqual(self._paid_by(refund), {self.account: -110.0})

    def test_unpaid_gives_no_cash(self):
        wish = self._wish(self._sell_on_account().lines)
        with self.assertRaisesRegex(UserError, "no money is given for it"):
            self._pay_back(self.till, wish, payments=[(self._cash(self.till), -110.0)])

    def test_unpaid_gives_no_store_credit(self):
        wish = self._wish(self._sell_on_account().lines, resolution="store_credit")
        self.assertRegex(self._problems(self.till, wish)[0], "not paid yet: no money")
        with self.assertRaisesRegex(UserError, "not paid yet: no money"):
            self._pay_back(self.till, wish)

    def test_unpaid_at_a_till_without_accounts_goes_to_the_centre(self):
        wish = self._wish(self._sell_on_account().lines)
        self.assertRegex(self._problems(self.other_till, wish)[0], "send it to the centre")
        wish["resolution"] = "centre"
        self.assertFalse(self._problems(self.other_till, wish))

    def test_half_of_it_on_account(self):
        payments = [(self.account, 55.0), (self._cash(self.till), 55.0)]
        sale = self._sell_at_till(
            self.till, (self.shirt, 1), payments=payments, partner=self.customer
        )
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertEqual(self._paid_by(refund), {self.account: -55.0, self._cash(self.till): -55.0})

    def test_what_was_paid_since_comes_back_by_bank(self):
        sale = self._sell_on_account()
        self._close(self.till)
        self._pay_the_account(sale)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertEqual(self._paid_by(refund), {self._card(self.till): -110.0})

    def test_invoice_that_was_paid_since(self):
        sale = self._sell_on_account(to_invoice=True)
        self.assertRegex(self._problems(self.other_till, self._wish(sale.lines))[0], "not paid yet")
        self._pay(sale.account_move)
        refund = self._pay_back(self.other_till, self._wish(sale.lines))
        self.assertEqual(self._paid_by(refund), {self._card(self.other_till): -110.0})

    def test_two_customers_of_a_day(self):
        mine = self._sell_on_account()
        payments = [(self.account, 110.0)]
        other = self._sell_at_till(
            self.till,
            (self.shirt, 1),
            payments=payments,
            partner=self.env["res.partner"].create({"name": "Jo"}),
        )
        self._close(self.till)
        self._pay_the_account(mine)
        self.assertFalse(self._problems(self.other_till, self._wish(mine.lines)))
        self.assertTrue(self._problems(self.other_till, self._wish(other.lines)))

    def test_bought_twice_beside_an_account_that_others_owe(self):
        """Two items of one amount are the customer's; the third is of who pays later together."""
        together = self.account.create({"name": "Clubs", "split_transactions": False})
        self.till.payment_method_ids = [Command.link(together.id)]
        mine = self._sell_on_account() | self._sell_on_account()
        others = self._sell_at_till(
            self.till,
            (self.shirt, 5),
            payments=[(together, 550.0)],
            partner=self.env["res.partner"].create({"name": "Jo"}),
        )
        self._close(self.till)
        self._pay_the_account(mine)
        for payment in mine.payment_ids:
            self.assertAlmostEqual(payment._after_sales_owed(), 0.0)
        self.assertAlmostEqual(others.payment_ids._after_sales_owed(), 550.0)

    def test_invoice_paid_partly_at_once_and_the_account_since(self):
        payments = [(self.account, 66.0), (self._cash(self.till), 44.0)]
        sale = self._sell_at_till(
            self.till, (self.shirt, 1), payments=payments, partner=self.customer, to_invoice=True
        )
        on_account = sale.payment_ids.filtered(
            lambda payment: payment.payment_method_id == self.account
        )
        self.assertAlmostEqual(on_account._after_sales_owed(), 66.0)
        self._pay(sale.account_move)
        self.assertAlmostEqual(on_account._after_sales_owed(), 0.0)

    def test_account_paid_since_whoever_closed_the_session(self):
        """The session's items bear the name in the language of who closed it."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.account.with_context(lang="fr_FR").name = "Compte client"
        sale = self._sell_on_account()
        self._close(self.till.with_context(lang="fr_FR"))
        self.till.invalidate_recordset()
        self.env["res.lang"]._lang_get("fr_FR").active = False
        self._pay_the_account(sale)
        self.assertAlmostEqual(sale.payment_ids._after_sales_owed(), 0.0)

    def test_account_paid_since_whatever_it_is_called_now(self):
        """Also where one item stands for all who bought on account that day."""
        for is_split in (True, False):
            with self.subTest(is_split=is_split):
                self.account.write({"name": "Customer Account", "split_transactions": is_split})
                payment = self._sell_on_account().payment_ids
                self._sell_at_till(self.till, (self.shoe, 1))
                self._close(self.till)
                self.account.name = "On account"
                self.assertAlmostEqual(payment._after_sales_owed(), 110.0)
                self._pay_item(payment._after_sales_account_items())
                self.assertAlmostEqual(payment._after_sales_owed(), 0.0)
