from odoo import models
from odoo.fields import Command


class AccountMove(models.Model):
    _inherit = "account.move"

    def _move_to_store_credit(self):
        """Move what this credit note owes the customer to the customer's eWallet.

        The entry goes from the receivable to the liability account of the store credit journal;
        spending the eWallet debits that account through the eWallet's discount product.
        """
        self.ensure_one()
        amount = self.amount_residual
        if self.currency_id.is_zero(amount):
            return
        journal = self.company_id.after_sales_store_credit_journal_id
        receivable = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        entry = self.create(self._prepare_store_credit_vals(journal, receivable))
        entry._post(soft=False)
        (
            receivable
            + entry.line_ids.filtered(lambda line: line.account_id == receivable.account_id)
        ).reconcile()
        program = self.company_id.after_sales_ewallet_program_id
        points = self.currency_id._convert(amount, program.currency_id, self.company_id, self.date)
        self.env["loyalty.card"]._add_store_credit(program, self.partner_id, points, self)

    def _store_credit_label(self):
        """What the customer's eWallet says the credit came from."""
        return self.ref or self.name

    def _prepare_store_credit_vals(self, journal, receivable):
        """:return: dict of the ``account.move`` receivable → store credit liability."""
        amount = -sum(receivable.mapped("amount_residual_currency"))
        balance = -sum(receivable.mapped("amount_residual"))
        shared = {"currency_id": self.currency_id.id, "partner_id": self.partner_id.id}
        label = self.env._("Store credit for %(note)s", note=self.name)
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "company_id": self.company_id.id,
            "date": self.date,
            "ref": label,
            "line_ids": [
                Command.create(
                    {
                        **shared,
                        "name": label,
                        "account_id": receivable.account_id.id,
                        "amount_currency": amount,
                        "balance": balance,
                    }
                ),
                Command.create(
                    {
                        **shared,
                        "name": label,
                        "account_id": journal.default_account_id.id,
                        "amount_currency": -amount,
                        "balance": -balance,
                    }
                ),
            ],
        }
