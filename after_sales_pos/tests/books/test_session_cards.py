from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..ticket.common import TicketCase
from .common import FrancCase


class CardSessionCase(TicketCase):
    """A day on which more goes back on cards than is taken by them."""

    def _day_of_refunds(self):
        """Close a session that pays back 110.00 by card and takes nothing.

        :return: the ``pos.session``
        """
        card = self._card(self.till)
        with freeze_time(fields.Date.subtract(fields.Date.today(), days=2)):
            sale = self._sell_at_till(
                self.till, (self.shirt, 1), payments=[(card, 110.0)], partner=self.customer
            )
            self._close(self.till)
        self._pay_back(self.till, self._wish(sale.lines))
        return self._close(self.till)

    def assertClosed(self, session, amount):
        """Closed with all posted, and the bank owes ``amount`` less in the books' currency.

        :return: the ``account.payment``
        """
        self.assertEqual(session.state, "closed")
        payment = self.env["account.payment"].search([("pos_session_id", "=", session.id)])
        self.assertEqual(payment.move_id.state, "posted")
        self.assertEqual(payment.payment_type, "outbound")
        outstanding = self.env["account.payment"]._get_outstanding_account("outbound")
        bank = payment.move_id.line_ids.filtered(lambda line: line.account_id == outstanding)
        self.assertAlmostEqual(bank.balance, -amount)
        moves = session.move_id | payment.move_id
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        receivable = moves.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assertTrue(receivable)
        self.assertTrue(all(receivable.mapped("reconciled")), receivable.mapped("name"))
        return payment


@tagged("post_install", "-at_install")
class TestSessionCards(CardSessionCase):
    def test_combined_card_refunds_are_posted(self):
        self.assertClosed(self._day_of_refunds(), 110.0)

    def test_card_refunds_by_customer_are_posted(self):
        self._card(self.till).split_transactions = True
        payment = self.assertClosed(self._day_of_refunds(), 110.0)
        self.assertEqual(payment.partner_id, self.customer)

    def test_own_outstanding_account_takes_both_ways(self):
        account = self.env["account.account"].create(
            {"name": "Card company", "code": "101777", "account_type": "asset_current"}
        )
        account.reconcile = True
        for is_split in (False, True):
            with self.subTest(is_split=is_split):
                card = self._card(self.till)
                card.write({"outstanding_account_id": account.id, "split_transactions": is_split})
                session = self._day_of_refunds()
                payment = self.env["account.payment"].search([("pos_session_id", "=", session.id)])
                bank = payment.move_id.line_ids.filtered(lambda line: line.account_id == account)
                self.assertAlmostEqual(bank.balance, -110.0)
                self.assertEqual(payment.move_id.state, "posted")

    def _forget_outstanding_account(self, way):
        """The chart of accounts of the company has none for this way."""
        self.company.transfer_account_id = False
        name = f"account_journal_payment_{way}_account_id"
        known = self.env["account.chart.template"].company_xmlid(name, self.company)
        module, _dot, name = known.partition(".")
        self.env["ir.model.data"].search([("module", "=", module), ("name", "=", name)]).unlink()

    def test_chart_without_an_account_for_what_is_paid(self):
        """The one for what is taken pays, as in Odoo's own closing."""
        account = self.env["account.payment"]._get_outstanding_account("inbound")
        self._forget_outstanding_account("credit")
        for is_split in (False, True):
            with self.subTest(is_split=is_split):
                self._card(self.till).split_transactions = is_split
                session = self._day_of_refunds()
                payment = self.env["account.payment"].search([("pos_session_id", "=", session.id)])
                paid = payment.move_id.line_ids.filtered(lambda line: line.account_id == account)
                self.assertAlmostEqual(paid.balance, -110.0)
                self.assertEqual((session.state, payment.move_id.state), ("closed", "posted"))

    def test_chart_without_any_account_pays_out_of_the_bank(self):
        session, card = self._open(self.till), self._card(self.till)
        self._forget_outstanding_account("credit")
        self._forget_outstanding_account("debit")
        self.assertEqual(session._after_sales_paid_out_of(card), card.journal_id.default_account_id)

    def test_as_much_back_as_was_taken(self):
        card = self._card(self.till)
        sale = self._sell_at_till(self.till, (self.shirt, 1), payments=[(card, 110.0)])
        self._pay_back(self.till, self._wish(sale.lines))
        session = self._close(self.till)
        self.assertEqual((session.state, session.move_id.state or "posted"), ("closed", "posted"))

    def test_counted_difference_of_the_terminal_is_booked(self):
        """The terminal says 108.00 went back, the till 110.00."""
        card = self._card(self.till)
        card.journal_id.write(
            {
                "loss_account_id": self.company.default_cash_difference_expense_account_id.id,
                "profit_account_id": self.company.default_cash_difference_income_account_id.id,
            }
        )
        with freeze_time(fields.Date.subtract(fields.Date.today(), days=2)):
            sale = self._sell_at_till(self.till, (self.shirt, 1), payments=[(card, 110.0)])
            self._close(self.till)
        self._pay_back(self.till, self._wish(sale.lines))
        session = self.till.current_session_id
        session.post_closing_cash_details(session.cash_register_balance_end)
        session.invalidate_recordset()
        session.close_session_from_ui([(card.id, 2.0)])
        self.assertClosed(session, 108.0)


@tagged("post_install", "-at_install")
class TestSessionCardsForeign(CardSessionCase, FrancCase):
    """In francs, of which 1.25 are one of the books' currency today."""

    def _day_of_refunds(self):
        sale = self._sold(payments=[(self._card(self.till), 55.0)])
        self._pay_back(self.till, self._wish(sale.lines))
        return self._close(self.till)

    def test_combined_card_refunds_are_posted(self):
        self.assertClosed(self._day_of_refunds(), 44.0)

    def test_card_refunds_by_customer_are_posted(self):
        self._card(self.till).split_transactions = True
        self.assertClosed(self._day_of_refunds(), 44.0)
