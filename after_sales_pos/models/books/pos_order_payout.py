from odoo import models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """Credit notes of sales orders that a till pays out: the note's receivable goes to the
    clearing account, which the till's payout line takes it from."""

    _inherit = "pos.order"

    def _pay_credit_notes(self, parts):
        """Post the credit notes of these dispositions of sales orders.

        :raise UserError: they do not come to what this order pays out
        """
        if not parts:
            return
        notes = parts._create_credit_notes()
        for note in notes:
            note._move_to_till(self)
        payouts = self.lines.filtered(lambda line: line.after_sales_role == "payout")
        paid = -payouts._after_sales_amount()
        due = sum(notes.mapped("amount_total"))
        if self.currency_id.compare_amounts(paid, due):
            raise UserError(
                self.env._(
                    "%(order)s pays out %(paid)s, but the credit note comes to %(due)s. Go back to "
                    "the returned items and confirm them again.",
                    order=self.pos_reference or self.name,
                    paid=self.currency_id.format(paid),
                    due=self.currency_id.format(due),
                )
            )
