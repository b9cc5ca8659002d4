from odoo import models

from ...ledger import EPSILON


class AfterSalesDisposition(models.Model):
    """What each part of a credit note comes to, to the cent."""

    _inherit = "after.sales.disposition"

    def _slices(self, grouped):
        """The amounts of the parts. An invoice that comes back as a whole needs none: Odoo
        computes the same amounts again.

        :param grouped: dict invoice → list of CreditPart
        :return: dict Entry → amounts as of ``account.move.line._after_sales_amounts``
        """
        slices = {}
        self.env["account.move"].union(*grouped)._after_sales_gestures()  # read all at once
        for invoice, parts in grouped.items():
            if invoice._after_sales_gestures() or not self._is_exact_copy(invoice, parts):
                ledgers = {part.origin: part.ledger for part in parts}
                lines = self.env["account.move.line"].union(*ledgers)
                slices.update(lines._after_sales_slices(ledgers))
        self._cap_slices(grouped, slices)
        return slices

    def _is_exact_copy(self, invoice, parts):
        """Whether these parts take back the whole invoice, so that Odoo computes the same
        amounts again by itself."""
        goods = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return (
            {part.origin for part in parts} == set(goods)
            and len(parts) == len(goods)
            and not any(goods.mapped("extra_tax_data"))
            and all(part.is_whole and not part.disposition.fee for part in parts)
        )

    def _cap_slices(self, grouped, slices):
        """Lower the last parts where credit notes by hand leave less of the invoice than its
        goods are worth: by a gesture, a line that says of no goods what it is for, or by how
        their quantities were rounded. What rounded the invoice to coins is given apart."""
        for invoice in grouped:
            if not invoice._after_sales_notes_by_hand():
                continue
            connected = invoice._after_sales_connected()
            parts = [
                part
                for other, others in grouped.items()
                if other in connected
                for part in others
                if part.entry in slices and not part.origin._is_after_sales_means()
            ]
            total = sum(slices[part.entry]["total_currency"] for part in parts)
            left = invoice._after_sales_left_with_order(invoice.browse())
            excess = total - max(0.0, left - connected._after_sales_rounding_left())
            self._lower_slices(parts, slices, excess)
            # What rounded the invoice to coins knows of such crumbs itself.
            if excess < 0 and not connected.invoice_cash_rounding_id:
                self._add_crumb(parts, slices, invoice.currency_id.round(-excess), connected)

    def _lower_slices(self, parts, slices, excess):
        """Lower the amounts of these parts by ``excess`` in all, tax included, the last first."""
        for part in reversed(parts):
            amounts = slices[part.entry]
            total = amounts["total_currency"]
            lowered = min(excess, total)
            if lowered > 0:
                part.entry.kept = 1.0 - lowered / total
                part.origin._after_sales_lower_amounts(amounts, lowered)
                excess -= lowered

    def _add_crumb(self, parts, slices, missing, invoices):
        """Give with the last goods what rounding left of a note by hand: no more than the smallest
        amount for each credit note, and with a line that has taxes, if there is one."""
        worth = [part for part in parts if slices[part.entry]["total_currency"] > 0]
        notes = invoices.filtered(lambda move: move.move_type == "out_refund")
        most = len(notes) * invoices.currency_id.rounding
        if not worth or not 0 < missing < most + EPSILON:
            return
        if self._is_all_given(invoices - notes, parts):
            last = ([part for part in worth if part.origin.tax_ids] or worth)[-1]
            last.origin._after_sales_lower_amounts(slices[last.entry], -missing)

    def _is_all_given(self, invoices, parts):
        """Whether with ``parts`` all goods of ``invoices`` are back, and nothing of their worth
        was withheld."""
        goods = invoices.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        ledgers = {**goods._after_sales_ledgers(), **{part.origin: part.ledger for part in parts}}
        return all(
            ledger.units_left < EPSILON
            and all(entry.percent in (None, 100.0) for entry in ledger.entries)
            for ledger in ledgers.values()
        ) and not any(part.disposition.fee for part in parts)

    def _sale_quantity(self):
        """Quantity in the sold line's unit; of a kit's component its share of the kit."""
        self.ensure_one()
        line = self.line_id
        if not line.sale_line_id or line.product_id == line.sale_line_id.product_id:
            return line._uom_quantity(self.quantity)
        in_own_unit = line.product_uom_id._compute_quantity(
            self.quantity, line.product_id.uom_id, round=False
        )
        return line.sale_line_id._after_sales_kit_shares().get(line.product_id, 0.0) * in_own_unit
