from odoo import models


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
