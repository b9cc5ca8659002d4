from odoo import models

from ...tools import refuse


class AccountMove(models.Model):
    """No more is credited than the customer paid: of a sold line, and of its documents.

    Compared is what the customer paid, taxes included: untaxed amounts of single lines may
    differ by how a document was rounded.
    """

    _inherit = "account.move"

    def _check_after_sales_over_refund(self):
        """Refuse these draft credit notes where they give more than was invoiced.

        Down payments are settled within invoices and are left to Odoo. Core writes
        ``qty_invoiced`` on the sold line with every credit note, so that two credit notes made
        at once collide there. A line sold with a negative quantity (a trade-in) is credited
        without having been invoiced.
        """
        sale_lines = self.invoice_line_ids.sale_line_ids.sudo().filtered(
            lambda line: not line.is_downpayment and line.product_uom_qty > 0
        )
        problems = [
            line._after_sales_over_refund_sentence(*amounts)
            for line in sale_lines
            for amounts in line._after_sales_over_refunds(self)
        ]
        refuse(problems or self.sudo()._after_sales_over_credited())

    def _after_sales_over_credited(self):
        """:return: a sentence for each invoice of which all credit notes together give more than
        was paid; invoices that no return order credited are left to Odoo"""
        problems = []
        for invoice in self.reversed_entry_id:
            notes = invoice._after_sales_credit_notes(self)
            given = sum(notes.mapped("amount_total"))
            if invoice.currency_id.compare_amounts(given, invoice.amount_total) <= 0:
                continue
            ours = notes.after_sales_return_ids and invoice.invoice_line_ids.sale_line_ids
            if not ours:
                continue
            left = invoice._after_sales_left_with_order(self)
            if invoice.currency_id.compare_amounts(left, 0.0) < 0:
                problems.append(invoice._after_sales_over_credited_sentence(notes, -left))
        return problems

    def _after_sales_gestures(self):
        """:return: the lines of posted credit notes of this invoice that no return order made
        and that name no sold line: they lower what the invoice can give back in total"""
        return self._after_sales_notes_by_hand().invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and not line.sale_line_ids
        )

    def _after_sales_notes_by_hand(self):
        """:return: the posted credit notes of these invoices that no return order made"""
        notes = self._after_sales_credit_notes(self.browse())
        return notes.filtered(lambda note: not note.after_sales_return_ids)

    def _after_sales_credit_notes(self, drafts):
        """:param drafts: credit notes about to be posted, which count too
        :return: the credit notes that reverse these invoices"""
        return self.reversal_move_ids.filtered(
            lambda move: (
                move.move_type == "out_refund" and (move.state == "posted" or move in drafts)
            )
        )

    def _after_sales_left(self, notes):
        """What of these invoices was not given back by the credit notes ``notes``, taxes
        included, in their currency; negative if more was given back."""
        paid = sum(self.mapped(lambda move: move._after_sales_counted_amount()))
        given = sum(notes.mapped(lambda move: move._after_sales_counted_amount()))
        return self.currency_id.round(paid - given)

    def _after_sales_left_with_order(self, drafts):
        """What is left of this invoice and of those it belongs to by its orders: a discount or
        a down payment may stand on another invoice than the goods.

        :param drafts: credit notes about to be posted, which count too
        """
        self.ensure_one()
        moves = self._after_sales_connected()
        counted = moves.filtered(lambda move: move.state == "posted" or move in drafts)
        notes = counted.filtered(lambda move: move.move_type == "out_refund")
        return (counted - notes)._after_sales_left(notes)

    def _after_sales_connected(self):
        """:return: these invoices and all invoices and credit notes, in the same currency, that
        share an order or a reversal with them, directly or by others"""
        found, last = self, self.browse()
        while found != last:
            last = found
            orders = found.invoice_line_ids.sale_line_ids.order_id
            found |= orders.order_line.invoice_lines.move_id
            found |= found.reversal_move_ids | found.reversed_entry_id
            found = found.filtered(
                lambda move: (
                    move.move_type in ("out_invoice", "out_refund")
                    and move.currency_id == self.currency_id
                )
            )
        return found

    def _after_sales_counted_amount(self):
        """What of this document counts when what is given back is compared with what was paid,
        taxes included: all but what was a means of payment. Override it for money that may
        leave beyond the price paid."""
        self.ensure_one()
        means = self.invoice_line_ids.filtered(lambda line: line._is_after_sales_means())
        return self.amount_total - sum(means.mapped("price_total"))

    def _after_sales_over_credited_sentence(self, notes, excess):
        self.ensure_one()
        return self.env._(
            "%(invoice)s: with this credit note %(excess)s more would be given back than "
            "%(total)s, what the customer paid. Lower the credit note, or cancel one of %(notes)s.",
            invoice=self.name,
            excess=self.currency_id.format(excess),
            total=self.currency_id.format(self.amount_total),
            notes=", ".join(note.name for note in notes if note.name) or self.env._("the others"),
        )
