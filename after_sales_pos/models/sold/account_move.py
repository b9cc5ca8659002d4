from odoo import models


class AccountMove(models.Model):
    """What the back office credits of a receipt."""

    _inherit = "account.move"

    def _post(self, soft=True):
        self._check_after_sales_receipts()
        return super()._post(soft)

    def _after_sales_foreign_notes(self, drafts=None):
        """:return: posted credit notes of these invoices that no till made, and ``drafts``"""
        notes = self.reversal_move_ids.filtered(
            lambda note: note.state == "posted" and not note.pos_order_ids
        )
        return notes | drafts if drafts else notes

    def _check_after_sales_receipts(self):
        """Of a receipt's invoice no more is credited than tills and returns centres left. What a
        till gives back is checked when it is paid."""
        notes = self.sudo().filtered(
            lambda move: move.move_type == "out_refund" and not move.pos_order_ids
        )
        reversed_ = notes.reversed_entry_id
        sold = (notes | reversed_).invoice_line_ids.after_sales_pos_line_id
        (sold | reversed_.pos_order_ids.lines)._check_after_sales_given_back(notes)
