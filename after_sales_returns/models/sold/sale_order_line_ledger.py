from odoo import models

from ...ledger import EPSILON, Ledger


class SaleOrderLine(models.Model):
    """What was invoiced and credited of a sold line, by return orders and by hand."""

    _inherit = "sale.order.line"

    def _after_sales_posted_lines(self):
        """:return: the lines of posted invoices that this was invoiced with"""
        return self.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line.move_id.move_type == "out_invoice"
        )

    def _after_sales_ledger_units(self, ledgers, name):
        """:return: sum of the ledgers' units ``name``, in the unit of the sold line"""
        return sum(
            line.product_uom_id._compute_quantity(
                getattr(ledgers[line], name), self.product_uom_id, round=False
            )
            for line in self._after_sales_posted_lines()
        )

    def _after_sales_qty_uninvoiced(self):
        """Delivered and never invoiced, in the line's unit; not what was credited by hand."""
        self.ensure_one()
        return self._after_sales_open_units(self._after_sales_foreign_ledgers())[0]

    def _after_sales_open_units(self, ledgers):
        """Units in the customer's hands that no invoice pays for, in the line's unit. Counted from
        the dispositions: of a kit's component the stored total on the line is rounded.

        :param ledgers: dict posted invoice line → Ledger
        :return: (delivered and never invoiced, credited by hand and still with the customer)
        """
        self.ensure_one()
        foreign = self._after_sales_foreign_units(ledgers)
        units = (
            self._after_sales_qty_delivered()
            - sum(self.after_sales_line_ids.disposition_ids.mapped("quantity_credited"))
            - self._after_sales_qty_invoiced(foreign)
        )
        units = units if units > 1e-4 else 0.0
        credited = min(units, foreign[self])
        return units - credited, credited

    def _after_sales_qty_invoiced(self, foreign_units):
        """Invoiced quantity less what was credited of it, fractions of units included; Odoo's
        own ``qty_invoiced`` counts a credit of ten dollars as a unit.

        :param foreign_units: dict line → quantity, as of ``_after_sales_foreign_units``
        """
        self.ensure_one()
        quantities = [
            line.product_uom_id._compute_quantity(line.quantity, self.product_uom_id, round=False)
            for line in self.invoice_lines
            if line.move_id.move_type == "out_invoice" and line.parent_state != "cancel"
        ]
        own = [
            line.after_sales_origin_line_id.product_uom_id._compute_quantity(
                line.after_sales_quantity, self.product_uom_id, round=False
            )
            for line in self._after_sales_refund_lines()
            if line.after_sales_origin_line_id
        ]
        return sum(quantities) - sum(own) - foreign_units[self]

    def _after_sales_refund_lines(self):
        return self.invoice_lines.filtered(
            lambda line: line.move_id.move_type == "out_refund" and line.parent_state != "cancel"
        )

    def _after_sales_foreign_notes(self):
        """:return: the lines of posted credit notes that no return order made"""
        return self.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line._is_after_sales_by_hand()
        )

    def _after_sales_foreign_units(self, ledgers=None):
        """Units credited at the invoice's price by posted notes that no return order made.

        :param ledgers: dict invoice line → Ledger, where they were read already
        :return: dict line → quantity in its unit
        """
        if ledgers is None:
            ledgers = self._after_sales_foreign_ledgers()
        if not ledgers:
            return dict.fromkeys(self, 0.0)
        return {line: line._after_sales_ledger_units(ledgers, "foreign_units") for line in self}

    def _after_sales_foreign_ledgers(self):
        """:return: dict posted invoice line → Ledger; none where there is no credit note but
        those of return orders, as nearly always"""
        if not self._after_sales_foreign_notes():
            return {}
        return self._after_sales_posted_lines()._after_sales_ledgers()


class AccountMoveLine(models.Model):
    """What is left of an invoice line."""

    _inherit = "account.move.line"

    def _after_sales_ledgers(self):
        """What these invoice lines still pay for: a ledger each, with every credit note entered
        in the order they were made.

        A note that no return order made is entered on the line of the invoice that it reverses,
        else on the oldest lines that its sold line was invoiced with.

        :return: dict invoice line → Ledger, in the unit of the line; lines that share a sold
            line with these are in it too
        """
        lines = self | self.sale_line_ids._after_sales_posted_lines()
        lines = lines.sorted(lambda line: (line.date, line.id))
        given_away = lines.sale_line_ids._after_sales_given_away()
        ledgers = {
            line: Ledger(
                line.quantity,
                line.price_subtotal,
                line.quantity * sum(given_away[sold] for sold in line.sale_line_ids),
            )
            for line in lines
        }
        notes = lines._after_sales_own_notes() | lines.sale_line_ids._after_sales_foreign_notes()
        for note in notes.sorted("id"):
            origin = note.after_sales_origin_line_id
            if origin:
                disposition = note.after_sales_disposition_id
                percent = disposition.refund_percent if disposition else 100.0
                ledgers[origin].take(note.after_sales_quantity, percent, note)
            else:
                note._after_sales_enter_foreign(note._after_sales_hit(lines), ledgers)
        return ledgers

    def _after_sales_own_notes(self):
        """:return: the lines of credit notes that return orders made for these invoice lines"""
        return self.search(
            [("after_sales_origin_line_id", "in", self.ids), ("parent_state", "!=", "cancel")]
        )

    def _is_after_sales_by_hand(self):
        """Whether this is a line of a credit note that no return order made."""
        self.ensure_one()
        ours = self.after_sales_origin_line_id or self.after_sales_disposition_id
        return self.move_id.move_type == "out_refund" and not ours

    def _after_sales_hit(self, lines):
        """:return: those of the invoice lines ``lines`` that this line of a foreign note lowers,
        in their order"""
        self.ensure_one()
        same = lines.filtered(lambda line: line.sale_line_ids & self.sale_line_ids)
        reversed_lines = same.filtered(lambda line: line.move_id == self.move_id.reversed_entry_id)
        return reversed_lines or same

    def _after_sales_enter_foreign(self, lines, ledgers):
        """Enter this line of a foreign note: as units on the lines invoiced at its price, and
        what is left of it as a cut."""
        self.ensure_one()
        part = 1.0
        for line in lines:
            if self._is_after_sales_unit_credit(line):
                units = self._after_sales_units_of(line)
                part = ledgers[line].credit(units, self.price_subtotal, self, part)
        for line in lines:
            if part > EPSILON:
                part = ledgers[line].credit(0.0, self.price_subtotal, self, part)

    def _after_sales_units_of(self, line):
        """Quantity of this line in the unit of the invoice line ``line``."""
        return self.product_uom_id._compute_quantity(
            self.quantity, line.product_uom_id, round=False
        )

    def _is_after_sales_unit_credit(self, line):
        """Whether this credits units of the invoice line ``line``: at its own price, as far as
        the rounding of both amounts lets tell. At any other price it only lowers what was paid.
        """
        units = self._after_sales_units_of(line)
        if units <= 0 or line.quantity <= 0:
            return False
        worth = line.price_subtotal * units / line.quantity
        cent = self.currency_id.rounding
        # Of goods for cents one cent is no rounding.
        bound = cent if abs(worth) > 20 * cent else cent / 2
        return abs(self.price_subtotal - worth) < bound + EPSILON
