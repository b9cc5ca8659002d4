from odoo import models
from odoo.tools import format_amount

from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """What the customer gets: one method per resolution, on all dispositions of it."""

    _inherit = "after.sales.disposition"

    def _settle_none(self):
        """The customer gets nothing."""

    def _settle_nothing_more(self):
        """Take the units back. What is still worth something cannot be settled so."""
        if not self:
            return
        self._create_credit_notes()
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: %(amount)s is still to be given for it, so this is "
                    "not settled with nothing. Settle it, or change what the customer gets.",
                    amount=format_amount(self.env, part.amount_credited, part.currency_id),
                    **part._names(),
                )
                for part in self
                if not part.currency_id.is_zero(part.amount_credited)
            ]
        )

    def _settle_refund(self):
        self._create_credit_notes()

    def _settle_store_credit(self):
        self._check_store_credit_setup()
        self._check_paid()
        notes = self._create_credit_notes()
        for note in notes:
            note._move_to_store_credit()

    # Store credit -------------------------------------------------------------------------

    def _check_store_credit_setup(self):
        problems = []
        for company in self.company_id:
            journal = company.after_sales_store_credit_journal_id
            names = {
                "returns": ", ".join(
                    self.filtered(lambda part, c=company: part.company_id == c).return_id.mapped(
                        "name"
                    )
                ),
                "company": company.name,
            }
            if not journal or not journal.default_account_id:
                problems.append(
                    self.env._(
                        "%(returns)s: %(company)s has no store credit journal with a liability "
                        "account. Set one in the After-Sales settings.",
                        **names,
                    )
                )
            if not company.after_sales_ewallet_program_id:
                problems.append(
                    self.env._(
                        "%(returns)s: %(company)s has no eWallet for store credit. Set one in the "
                        "After-Sales settings.",
                        **names,
                    )
                )
        refuse(problems)

    def _check_paid(self):
        """Store credit for what was never paid would be a gift."""
        problems = []
        for part in self:
            unpaid = part.line_id.sale_line_id.invoice_lines.move_id.filtered(
                lambda move: (
                    move.move_type == "out_invoice"
                    and move.state == "posted"
                    and move.payment_state == "not_paid"
                )
            )
            if unpaid:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: %(invoice)s is not paid, so there is no store "
                        "credit to give. Register the payment, or choose a refund: it lowers what "
                        "the customer owes.",
                        invoice=", ".join(unpaid.mapped("name")),
                        **part._names(),
                    )
                )
        refuse(problems)
