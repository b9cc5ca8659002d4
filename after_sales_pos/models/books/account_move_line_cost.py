from odoo import models


class AccountMoveLine(models.Model):
    """The cost of sales of what tills sold: a credit note takes back what was booked, all slices
    together to the cent, whether a till or the back office makes it."""

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        """In a company that values at closing Odoo's tills book no cost of sales, whatever the
        category of the goods says: a credit note of their receipts takes none back, but for what
        its invoice booked. A fee that is withheld is no goods."""
        eligible = super()._eligible_for_stock_account()
        if not self._after_sales_sold_back():
            return eligible
        by_session = self.company_id.inventory_valuation == "real_time"
        is_booked = by_session or self.move_id.reversed_entry_id.line_ids.cogs_origin_id
        return bool(eligible and is_booked and self._after_sales_units_back() > 0)

    def _get_cogs_value(self):
        """What the invoice booked. Where a till's closing booked it, no invoice line says it, and
        today's cost is another: then what the goods came back at, as they left."""
        costed = self._after_sales_costed_line()
        if costed:
            # Odoo's tills put a price of their own over what is answered below them.
            return self._after_sales_cost_slice(costed)
        came = self._after_sales_came()
        if came:
            return self._after_sales_per_unit(self._after_sales_came_slice(came))
        return super()._get_cogs_value()

    def _after_sales_came(self):
        """:return: the receipts of what this line of the back office takes back of a till's
        receipt"""
        part = self.after_sales_disposition_id
        if self.move_type != "out_refund" or not part._receipt():
            return self.env["stock.move"]
        return part.line_id.move_ids.sudo().filtered(
            lambda move: move.state == "done" and move.is_in and move.product_id == self.product_id
        )

    def _after_sales_came_slice(self, came):
        """:return: the value of ``came`` that falls on this line, after what earlier lines took:
        all of them together to the cent"""
        lines = self.after_sales_disposition_id.line_id.disposition_ids.refund_line_ids
        earlier = lines.filtered(
            lambda line: (
                line.id < self.id
                and line.parent_state != "cancel"
                and line._eligible_for_stock_account()
            )
        )
        before = sum(line._after_sales_product_units() for line in earlier)
        after = before + self._after_sales_product_units()
        rounding = self.company_currency_id.round
        value_of = came._after_sales_value_of
        return rounding(value_of(after)) - rounding(value_of(before))

    def _after_sales_product_units(self):
        """:return: the quantity of this line in the unit of its product"""
        unit = self.product_id.uom_id
        return self.product_uom_id._compute_quantity(self.quantity, unit, round=False)

    def _after_sales_line_taken_back(self):
        """Of a receipt: the line of the invoice that is reversed, which bills the sold line."""
        origin = super()._after_sales_line_taken_back()
        sold = self._after_sales_sold_back()
        if origin or not sold:
            return origin
        billed = self.move_id.reversed_entry_id.invoice_line_ids
        return billed.filtered(lambda line: line.after_sales_pos_line_id == sold)[:1]

    def _after_sales_sold_back(self):
        """:return: the sold line of a receipt whose goods this line of a return's credit note
        takes back, be it a till's or the back office's"""
        if self.move_type != "out_refund":
            return self.env["pos.order.line"]
        line = self.sudo()
        refund = line.after_sales_pos_line_id
        if not refund:
            return line.after_sales_disposition_id.line_id.pos_line_id
        # What by hand copies a line of the invoice names the sold line itself, as cards do.
        return refund.refunded_orderline_id if refund.order_id.after_sales_request else refund[:0]

    def _after_sales_units_back(self):
        """A till names no quantity beside that of the line, which is in the sold line's unit."""
        return super()._after_sales_units_back() or (
            self.quantity if self.after_sales_pos_line_id else 0.0
        )

    def _after_sales_cost_notes(self):
        return super()._after_sales_cost_notes() | self._after_sales_reversing().filtered(
            lambda line: line._after_sales_sold_back() == self.after_sales_pos_line_id
        )

    def _after_sales_cost_notes_by_hand(self):
        """Of a receipt: a copy of its line by hand, and Odoo's own refund."""
        sold = self.after_sales_pos_line_id
        by_hand = self._after_sales_reversing().filtered(
            lambda line: (
                line.parent_state == "posted"
                and not line._after_sales_sold_back()
                and sold in line._after_sales_named()
            )
        )
        return super()._after_sales_cost_notes_by_hand() | by_hand

    def _after_sales_named(self):
        """:return: the receipt's line that this line names, and what that refunds"""
        named = self.after_sales_pos_line_id
        return named | named.refunded_orderline_id

    def _after_sales_reversing(self):
        """:return: all lines of credit notes of the invoice that bills a receipt with this line"""
        if not self.after_sales_pos_line_id:
            return self.browse()
        notes = self.sudo().move_id.reversal_move_ids.filtered(lambda note: note.state != "cancel")
        return notes.invoice_line_ids
