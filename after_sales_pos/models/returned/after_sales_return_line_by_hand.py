from odoo import models


class AfterSalesReturnLine(models.Model):
    """What was credited by hand of the invoice of a receipt."""

    _inherit = "after.sales.return.line"

    def _by_hand_texts(self):
        sold = self.pos_line_id.sudo()
        notes = self.env["account.move"].union(
            *(one.notes for one in sold._after_sales_standing().values())
        )
        items = notes.invoice_line_ids.filtered(
            lambda item: item.after_sales_pos_line_id in sold or not item.after_sales_pos_line_id
        )
        return super()._by_hand_texts() + [
            self._by_hand_text(item) if item.product_id else self._gesture_text(item)
            for item in items.filtered(lambda item: item.display_type == "product").sorted("id")
        ]
