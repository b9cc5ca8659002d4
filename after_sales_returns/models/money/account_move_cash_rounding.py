from odoo import fields, models
from odoo.fields import Command


class AccountMove(models.Model):
    """Credit notes of invoices that were rounded to coins.

    Rounding each of them by itself would give back more or less than was paid. What they come
    to together is rounded, so that each can be paid in coins and the last takes the remainder.
    """

    _inherit = "account.move"

    after_sales_cash_rounding = fields.Monetary(
        string="Cash Rounding Given Back",
        copy=False,
        readonly=True,
        help="What this credit note of a return adds to its lines because the invoice was rounded "
        "to coins.",
    )

    def _after_sales_round_cash(self):
        """Round these draft credit notes as their invoices were."""
        for note in self.filtered("reversed_entry_id.invoice_cash_rounding_id"):
            amount = note._after_sales_rounding_due()
            if note.currency_id.is_zero(amount):
                continue
            line = note._after_sales_rounded_tax_line()
            if line:
                note._after_sales_add_rounding_tax(line, amount)
            else:
                note._after_sales_add_rounding_line(amount)

    def _after_sales_rounding_due(self):
        """What is to be added so that all credit notes of the invoice come to whole coins, or,
        once no later one can take it over, to what was paid."""
        self.ensure_one()
        invoice, currency = self.reversed_entry_id, self.currency_id
        others = invoice._after_sales_posted_notes() - self
        given = sum(note._after_sales_rounding() for note in others)
        notes = others | self
        apart = notes._after_sales_reduction_lines()
        apart |= notes.invoice_line_ids.filtered("after_sales_beyond")
        credited = sum(notes.mapped("amount_total")) - given - sum(apart.mapped("price_total"))
        whole = invoice._after_sales_rounding()
        left = invoice.amount_total - credited
        if currency.compare_amounts(left, whole) > 0 and not notes._after_sales_takes_last_of_tax():
            coins = self._after_sales_coins_due(credited)
            whole = min(given if coins is None else coins, left)
        return currency.round(whole - given)

    def _after_sales_coins_due(self, credited):
        """:return: what makes whole coins of ``credited``; None where this credit note cannot be
        changed, since it does not have the tax that is rounded"""
        rounding = self.reversed_entry_id.invoice_cash_rounding_id
        if rounding.strategy == "biggest_tax" and not self._after_sales_rounded_tax_line():
            return None
        return rounding.compute_difference(self.currency_id, credited)

    def _after_sales_takes_last_of_tax(self):
        """Whether these credit notes of one invoice give back all of the tax that rounding
        changes, so that no later one can even out what they were rounded by."""
        invoice = self.reversed_entry_id
        tax = invoice._after_sales_rounded_tax()
        if not tax:
            return False
        given, paid = (
            sum(
                move.direction_sign * line.amount_currency
                for move in moves
                for line in move.line_ids
                if line.tax_line_id == tax and line.display_type != "rounding"
            )
            for moves in (self, invoice)
        )
        given -= sum(self.mapped("after_sales_cash_rounding"))
        # What was taken off for early payment has its tax on the same line.
        taken_off = self._after_sales_reduction_lines()._after_sales_amounts().values()
        given -= sum(amounts.get(f"{tax.id}/tax_amount_currency", 0.0) for amounts in taken_off)
        return invoice.currency_id.compare_amounts(given, paid) >= 0

    def _after_sales_rounded_tax(self):
        """:return: the tax that rounding this invoice changes, as Odoo chooses it: the greatest,
        also while the invoice comes to whole coins by itself; empty if it adds a line"""
        self.ensure_one()
        if self.invoice_cash_rounding_id.strategy != "biggest_tax":
            return self.env["account.tax"]
        taxes = self.line_ids.filtered("tax_repartition_line_id")
        rounded = taxes & self._after_sales_rounding_lines()
        return (rounded or taxes.sorted(lambda line: -abs(line.balance)))[:1].tax_line_id

    def _after_sales_rounded_tax_line(self):
        """:return: the line of this credit note with the tax that its invoice's rounding changes"""
        tax = self.reversed_entry_id._after_sales_rounded_tax()
        lines = self.line_ids.filtered(lambda line: tax and line.tax_line_id == tax)
        return lines.sorted(lambda line: abs(line.amount_currency))[-1:]

    def _after_sales_rounding(self):
        """What rounding added to this document, by Odoo or by us."""
        self.ensure_one()
        added = sum(self._after_sales_rounding_lines().mapped("amount_currency"))
        return self.after_sales_cash_rounding + self.direction_sign * added

    def _after_sales_rounding_left(self):
        """What rounding added to the posted invoices among these documents and their credit
        notes did not give back yet."""
        posted = self.filtered(lambda move: move.state == "posted")
        notes = posted.filtered(lambda move: move.move_type == "out_refund")
        added, given = (
            sum(move._after_sales_rounding() for move in moves) for moves in (posted - notes, notes)
        )
        return added - given

    def _after_sales_add_rounding_line(self, amount):
        """A line on the account that the invoice's rounding stands on; also where that is a tax
        which credit notes by hand gave back before."""
        invoice = self.reversed_entry_id
        rounding = invoice.invoice_cash_rounding_id.with_company(self.company_id)
        tax = invoice._after_sales_rounded_tax()
        origin = invoice._after_sales_rounding_lines() or invoice.line_ids.filtered(
            lambda line: tax and line.tax_line_id == tax
        )
        account = origin[:1].account_id or rounding.profit_account_id or rounding.loss_account_id
        vals = {
            "name": rounding.name,
            "account_id": account.id,
            "quantity": 1.0,
            "price_unit": amount,
            "tax_ids": [Command.clear()],
        }
        balance = self._after_sales_last_balance("account_id", account, amount)
        if balance:
            vals["extra_tax_data"] = {
                "currency_id": self.currency_id.id,
                "price_unit": amount,
                "quantity": 1.0,
                "discount": 0.0,
                "rate": self.invoice_currency_rate,
                "manual_total_excluded_currency": amount,
                "manual_total_excluded": balance,
                "manual_tax_amounts": {"0": {}},
            }
        self.write(
            {"after_sales_cash_rounding": amount, "invoice_line_ids": [Command.create(vals)]}
        )

    def _after_sales_add_rounding_tax(self, line, amount):
        vals = {"amount_currency": line.amount_currency + amount}
        balance = self._after_sales_last_balance(
            "tax_line_id", line.tax_line_id, vals["amount_currency"]
        )
        if balance:
            vals["balance"] = balance
        self.write(
            {
                "after_sales_cash_rounding": amount,
                "line_ids": [Command.update(line.id, vals)],
            }
        )

    def _after_sales_rounding_lines(self):
        """:return: the lines by which Odoo rounded this document"""
        return self.line_ids.filtered(lambda line: line.display_type == "rounding")

    def _after_sales_last_balance(self, field, value, amount):
        """In a foreign currency: the balance that evens out the account or tax ``value``, where
        ``amount`` evens it out in the currency of the documents; else nothing."""
        invoice = self.reversed_entry_id
        notes = invoice._after_sales_posted_notes() - self
        lines = (invoice | notes).line_ids.filtered(lambda line: line[field] == value)
        left = sum(lines.mapped("amount_currency")) + amount
        foreign = self.currency_id != self.company_currency_id
        return -sum(lines.mapped("balance")) if foreign and self.currency_id.is_zero(left) else 0.0
