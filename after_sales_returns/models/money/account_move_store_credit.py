from odoo import models
from odoo.fields import Command


class AccountMove(models.Model):
    _inherit = "account.move"

    def _move_to_store_credit(self):
        """Move what this credit note owes to the eWallets of those who bought.

        The entry goes from the receivable to the liability account of the store credit journal;
        spending the eWallet debits that account through the eWallet's discount product.
        """
        self.ensure_one()
        receivable = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        credits = self._after_sales_divide_by_buyer(-sum(receivable.mapped("amount_residual")))
        if credits:
            entry = self.create(self._prepare_store_credit_vals(receivable, credits))
            entry._post(soft=False)
            (
                receivable
                + entry.line_ids.filtered(lambda line: line.account_id == receivable.account_id)
            ).reconcile()
        # What cards paid stands on the liability by the credit note itself.
        for line in self._after_sales_card_lines():
            buyer = line.after_sales_disposition_id.line_id._buyer()
            credits[buyer] = credits.get(buyer, 0.0) - line.balance
        for buyer, balance in credits.items():
            self.env["loyalty.card"]._add_store_credit(buyer, balance, self)

    def _after_sales_divide_by_buyer(self, balance):
        """Divide what is owed over those who bought what this credit note takes back: one
        invoice may bill the orders of several. Odoo spends an eWallet on its owner's orders, so
        the invoice contact, or the company behind it, is not who gets it.

        :param balance: positive, in the company's currency
        :return: dict ``res.partner`` → its part of ``balance``
        """
        currency = self.company_id.currency_id
        worth = {}
        for line in self.invoice_line_ids.filtered("after_sales_disposition_id"):
            buyer = line.after_sales_disposition_id.line_id._buyer()
            worth[buyer] = worth.get(buyer, 0.0) + line.price_total
        total, before, given = sum(worth.values()), 0.0, 0.0
        credits = {}
        for buyer, amount in worth.items() if total else ():
            before += amount
            credits[buyer] = currency.round(balance * before / total) - given
            given += credits[buyer]
        return {
            buyer: currency.round(amount)
            for buyer, amount in credits.items()
            if not currency.is_zero(amount)
        }

    def _prepare_store_credit_vals(self, receivable, credits):
        """Values of the entry receivable → store credit liability. The liability stands in the
        company's currency, as the eWallet does: no rate moves it any more.

        :param receivable: the open lines of this note, taken back at their own rate
        :param credits: dict buyer → amount in the company's currency
        :return: dict for ``account.move``
        """
        journal = self.company_id.after_sales_store_credit_journal_id
        label = self.env._("Store credit for %(note)s", note=self.name)
        lines = [
            {
                "partner_id": self.partner_id.id,
                "account_id": receivable.account_id.id,
                "currency_id": self.currency_id.id,
                "amount_currency": -sum(receivable.mapped("amount_residual_currency")),
                "balance": sum(credits.values()),
            }
        ]
        lines += [
            {
                "partner_id": buyer.id,
                "account_id": journal.default_account_id.id,
                "currency_id": self.company_id.currency_id.id,
                "amount_currency": -balance,
                "balance": -balance,
            }
            for buyer, balance in credits.items()
        ]
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "company_id": self.company_id.id,
            "date": self.date,
            "ref": label,
            "line_ids": [Command.create({"name": label, **vals}) for vals in lines],
        }
