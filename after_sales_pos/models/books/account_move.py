from odoo import models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse


class AccountMove(models.Model):
    """Credit notes that a till pays out."""

    _inherit = "account.move"

    def _after_sales_move_to_till(self, order):
        """Move what this credit note owes the customer to the clearing account of the tills.

        :param order: the ``pos.order`` that pays it out
        """
        self.ensure_one()
        self._after_sales_check_paid_in_full()
        receivable = self._after_sales_open_receivable()
        entry = self.create(self._after_sales_prepare_till_payout_vals(order, receivable))
        entry._post(soft=False)
        mine = entry.line_ids.filtered(lambda line: line.account_id == receivable.account_id)
        (receivable + mine).reconcile()

    def _after_sales_open_receivable(self):
        return self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )

    def _after_sales_check_paid_in_full(self):
        """A credit note of an invoice that is still open lowers what the customer owes: there is
        nothing to pay out."""
        refuse(
            [
                self.env._(
                    "%(invoice)s is not fully paid, so what comes back lowers what the customer "
                    "owes, and nothing is paid out. Send the goods to the centre instead.",
                    invoice=note.reversed_entry_id.name,
                )
                for note in self
                if note.currency_id.compare_amounts(note.amount_residual, note.amount_total)
            ]
        )

    def _after_sales_prepare_till_payout_vals(self, order, receivable):
        """:return: dict of the ``account.move`` receivable → clearing account"""
        label = self.env._(
            "%(note)s paid out with %(order)s", note=self.name, order=order.pos_reference
        )
        amount = -sum(receivable.mapped("amount_residual_currency"))
        balance = -sum(receivable.mapped("amount_residual"))
        clearing = self.company_id._after_sales_clearing_account()
        return {
            "move_type": "entry",
            "journal_id": order.config_id.journal_id.id,
            "company_id": self.company_id.id,
            "date": self.date,
            "ref": label,
            "line_ids": [
                Command.create(
                    {
                        "name": label,
                        "partner_id": self.partner_id.id,
                        "currency_id": self.currency_id.id,
                        "account_id": account.id,
                        "amount_currency": sign * amount,
                        "balance": sign * balance,
                    }
                )
                for account, sign in ((receivable.account_id, 1), (clearing, -1))
            ],
        }
