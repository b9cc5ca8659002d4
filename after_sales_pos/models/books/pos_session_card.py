from odoo import models
from odoo.exceptions import UserError


class PosSession(models.Model):
    """A day on which more goes back by card than is taken: money that leaves the bank. Odoo turns
    the accounts of such a payment round; it stays without an entry, and what the session owes
    stays open, where the payment method has no outstanding account of its own."""

    _inherit = "pos.session"

    def _create_combine_account_payment(self, payment_method, amounts, diff_amount):
        if self.currency_id.compare_amounts(amounts["amount"], 0.0) >= 0:
            return super()._create_combine_account_payment(payment_method, amounts, diff_amount)
        account = self._get_receivable_account(payment_method)
        label = self.env._(
            "%(method)s, paid back in %(session)s", method=payment_method.name, session=self.name
        )
        payment = self._after_sales_pay_out_by_bank(payment_method, amounts, account, memo=label)
        if self.currency_id.compare_amounts(diff_amount, 0.0):
            self._apply_diff_on_account_payment_move(payment, payment_method, diff_amount)
        return self._after_sales_lines_on(payment, account)

    def _create_split_account_payment(self, payment, amounts):
        method = payment.payment_method_id
        is_taken = self.currency_id.compare_amounts(amounts["amount"], 0.0) >= 0
        if is_taken or not method.journal_id:
            return super()._create_split_account_payment(payment, amounts)
        partner = self.env["res.partner"]._find_accounting_partner(payment.partner_id)
        account = partner.with_company(self.company_id).property_account_receivable_id
        label = self.env._(
            "%(method)s, paid back to %(customer)s in %(session)s",
            method=method.name,
            customer=payment.partner_id.display_name,
            session=self.name,
        )
        made = self._after_sales_pay_out_by_bank(
            method, amounts, account, memo=label, partner_id=partner.id
        )
        return self._after_sales_lines_on(made, account)

    def _after_sales_pay_out_by_bank(self, method, amounts, account, **vals):
        """Post what leaves the bank.

        :param amounts: dict of Odoo's closing; ``amount`` is negative, in the till's currency
        :param account: that the session left open
        :return: ``account.payment``
        """
        payments = self.env["account.payment"].with_context(pos_payment=True)
        payment = payments.create(
            {
                "payment_type": "outbound",
                "amount": abs(amounts["amount"]),
                "journal_id": method.journal_id.id,
                "force_outstanding_account_id": self._after_sales_paid_out_of(method).id,
                "destination_account_id": account.id,
                "pos_payment_method_id": method.id,
                "pos_session_id": self.id,
                "company_id": self.company_id.id,
                **vals,
            }
        )
        payment.action_post()
        return payment

    def _after_sales_paid_out_of(self, method):
        """Odoo turns round what it takes by, so its closing needs no account for what is paid:
        where there is none, that one pays, and where there is none at all, the bank itself. The
        chart's answer is the company's transfer account before it is none.

        :return: ``account.account``
        """
        account, journal = method.outstanding_account_id, method.journal_id
        for way in ("outbound", "inbound"):
            lines = journal._get_available_payment_method_lines(way)
            account = (
                account
                or lines[:1].payment_account_id
                or self._after_sales_outstanding_by_chart(way)
            )
        return account or journal.default_account_id

    def _after_sales_outstanding_by_chart(self, way):
        """:return: ``account.account``, empty where the company has none"""
        payment = self.env["account.payment"].new({"company_id": self.company_id.id})
        try:
            return payment._get_outstanding_account(way)
        except UserError:
            return self.env["account.account"]

    def _after_sales_lines_on(self, payment, account):
        return payment.move_id.line_ids.filtered(lambda line: line.account_id == account)
