from odoo import models

from .account_move_pay_back import LOST


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _after_sales_refundable(self):
        """:return: dict transaction → what can still be refunded through its provider: what
        came less what was refunded or asked for. A refund that hangs counts, so that a customer
        is never paid twice; by hand it can still be paid."""
        groups = self._read_group(
            [
                ("source_transaction_id", "in", self.ids),
                ("operation", "=", "refund"),
                ("state", "not in", LOST),
            ],
            ["source_transaction_id"],
            ["amount:sum"],
        )
        refunded = dict(groups)
        return {
            transaction: transaction.amount + refunded.get(transaction, 0.0)
            if transaction._after_sales_support_refund() != "none"
            else 0.0
            for transaction in self
        }

    def _after_sales_support_refund(self):
        """:return: ``none``, ``full_only`` or ``partial``, as of provider and payment method"""
        self.ensure_one()
        method = self.payment_method_id.primary_payment_method_id or self.payment_method_id
        supports = {self.provider_id.support_refund, method.support_refund}
        if self.provider_id.state == "disabled" or "none" in supports or False in supports:
            return "none"
        return "full_only" if "full_only" in supports else "partial"

    def _after_sales_refund_amount(self, amount):
        """:return: ``amount``, or nothing where the provider gives back all or nothing"""
        self.ensure_one()
        whole = not self.currency_id.compare_amounts(amount, self.amount)
        return amount if whole or self._after_sales_support_refund() == "partial" else 0.0

    def _after_sales_refund(self, amount, note):
        """Ask the provider to refund ``amount``; the payment that comes of it is set against
        the credit note ``note``. Nothing that can fail may follow: what a provider has paid
        is not rolled back with the database.

        :return: the ``payment.transaction`` of the refund
        """
        self.ensure_one()
        refund = self._refund(amount)
        refund.invoice_ids = note
        if refund.state == "done":
            self.env.ref("payment.cron_post_process_payment_tx")._trigger()
        return refund
