from odoo import models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        self._check_after_sales_receipts()
        posted = super()._post(soft)
        posted._move_after_sales_cards()
        return posted

    def button_draft(self):
        posted = self.filtered(lambda move: move.state == "posted")
        result = super().button_draft()
        posted.filtered(lambda move: move.state == "draft")._move_after_sales_cards(undo=True)
        return result

    def _move_after_sales_cards(self, undo=False):
        """Where a line of these documents turns a payment by gift card or eWallet round, the card
        has the money again; a new bill that is paid so takes it."""
        items = self.sudo().invoice_line_ids.filtered(
            lambda item: item.after_sales_pos_line_id._is_after_sales_card()
        )
        self.env["loyalty.history"].sudo()._after_sales_move_points(
            [
                item._prepare_after_sales_card_vals(undo)
                for item in items
                if not item.move_id.pos_order_ids
            ]
        )

    def _after_sales_foreign_notes(self, drafts=None):
        """:return: posted credit notes of these invoices that no till made, and ``drafts``"""
        notes = self.reversal_move_ids.filtered(
            lambda note: note.state == "posted" and not note.pos_order_ids
        )
        return notes | drafts if drafts else notes

    def _check_after_sales_receipts(self):
        """Of a receipt's invoice no more is credited than tills and returns centres left. What a
        till gives back is checked when it is paid."""
        notes = self.sudo().filtered(
            lambda move: move.move_type == "out_refund" and not move.pos_order_ids
        )
        reversed_ = notes.reversed_entry_id
        sold = (notes | reversed_).invoice_line_ids.after_sales_pos_line_id
        (sold | reversed_.pos_order_ids.lines)._check_after_sales_given_back(notes)

    def _move_to_till(self, order):
        """Move what this credit note owes the customer to the clearing account of the tills.

        :param order: the ``pos.order`` that pays it out
        """
        self.ensure_one()
        self._check_paid_in_full()
        receivable = self._open_receivable()
        entry = self.create(self._prepare_till_payout_vals(order, receivable))
        entry._post(soft=False)
        mine = entry.line_ids.filtered(lambda line: line.account_id == receivable.account_id)
        (receivable + mine).reconcile()

    def _open_receivable(self):
        return self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )

    def _check_paid_in_full(self):
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

    def _prepare_till_payout_vals(self, order, receivable):
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
