from odoo import fields, models

from ...tools import READERS, refuse


class AccountMove(models.Model):
    _inherit = "account.move"

    after_sales_return_ids = fields.Many2many(
        "after.sales.return",
        "after_sales_return_refund_rel",
        "refund_id",
        "return_id",
        string="Return Orders",
        copy=False,
        groups=READERS,
    )

    def _post(self, soft=True):
        refunds = self.filtered(lambda move: move.move_type == "out_refund")
        refunds._check_after_sales_over_refund()
        return super()._post(soft)

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        """Reconcile the credit notes of returns in one go, each with its own invoice.

        Core pairs the deduplicated invoices with the credit notes by position, so two credit
        notes of one invoice posted together would be paired with a stranger's.
        """
        ours = reverse_moves.filtered(lambda move: move.sudo().after_sales_return_ids)
        ours._reconcile_with_reversed()
        others = reverse_moves - ours
        if others:
            super(AccountMove, others.reversed_entry_id)._reconcile_reversed_moves(
                others, move_reverse_cancel
            )
        return reverse_moves

    def _reconcile_with_reversed(self):
        """Reconcile each credit note with what is still open on the invoice it reverses."""
        plan = []
        open_lines = (
            (self + self.reversed_entry_id)
            .line_ids.filtered(
                lambda line: line.account_type == "asset_receivable" and not line.reconciled
            )
            .grouped("move_id")
        )
        for note in self:
            lines = self.env["account.move.line"].union(
                *(open_lines[move] for move in (note.reversed_entry_id, note) if move in open_lines)
            )
            for group in lines.grouped("account_id").values():
                if len(group.move_id) > 1:
                    plan.append(group)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)

    def _net_with(self, other):
        """Reconcile what is still open on these two documents."""
        lines = (self | other).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        for group in lines.grouped(lambda line: (line.account_id, line.currency_id)).values():
            if len(group.move_id) > 1:
                group.reconcile()

    def button_cancel(self):
        result = super().button_cancel()
        self._unsettle_after_sales()
        return result

    def unlink(self):
        self._unsettle_after_sales()
        return super().unlink()

    def _unsettle_after_sales(self):
        """A cancelled credit note gave nothing: its dispositions wait to be settled again."""
        parts = self.sudo().invoice_line_ids.after_sales_disposition_id
        parts |= parts.cut_off_ids
        settled = parts.filtered(lambda part: part.state == "settled")
        closed = settled.return_id.filtered(lambda order: order.state == "closed")
        problems = []
        if closed:
            problems.append(
                self.env._(
                    "%(notes)s settled %(returns)s, which is closed. Make an invoice for what is "
                    "to be taken back instead of cancelling the credit note.",
                    notes=", ".join(self.mapped("name")),
                    returns=", ".join(closed.mapped("name")),
                )
            )
        given = settled.filtered(lambda part: part._resolution_row().final)
        if given:
            labels = self.env["after.sales.resolution"]._labels()
            problems.append(
                self.env._(
                    "%(notes)s: the customer of %(returns)s got something else than money for it "
                    "(%(given)s). Make an invoice for what is to be taken back instead of "
                    "cancelling the credit note.",
                    given=", ".join(
                        labels[value] for value in dict.fromkeys(given.mapped("resolution"))
                    ),
                    notes=", ".join(self.mapped("name")),
                    returns=", ".join(given.return_id.mapped("name")),
                )
            )
        refuse(problems)
        settled._unsettle()

    # Amounts --------------------------------------------------------------------------------

    def _after_sales_base_lines(self):
        """The base lines of this document with its taxes as they were before it was rounded to
        coins: Odoo rounds what is finished. See ``_get_rounded_base_and_tax_lines``."""
        self.ensure_one()
        lines, tax_lines = self._get_rounded_base_and_tax_lines()
        kept, kept_taxes = (
            [one for one in group if one["record"].display_type != "rounding"]
            for group in (lines, tax_lines)
        )
        changed = self._after_sales_take_off_rounding(kept_taxes)
        if changed or len(kept + kept_taxes) < len(lines + tax_lines):
            taxes = self.env["account.tax"]
            taxes._add_tax_details_in_base_lines(kept, self.company_id)
            taxes._round_base_lines_tax_details(kept, self.company_id, tax_lines=kept_taxes)
        return kept

    def _after_sales_take_off_rounding(self, tax_lines):
        """Lower the tax that this credit note was rounded to coins by, to what its lines have.

        :param tax_lines: list of dict of this document's tax lines, changed
        :return: whether one was changed
        """
        if not self.after_sales_cash_rounding:
            return False
        line, added = self._after_sales_rounded_tax_line(), self.after_sales_cash_rounding
        found = [one for one in tax_lines if one["record"] == line]
        for one in found:
            one["amount_currency"] -= added
            one["balance"] -= self.company_currency_id.round(added / self.invoice_currency_rate)
        return bool(found)

    def _store_credit_label(self):
        """What the customer's eWallet says the credit came from."""
        return self.ref or self.name
