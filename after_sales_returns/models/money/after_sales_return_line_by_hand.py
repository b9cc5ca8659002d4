from odoo import models


class AfterSalesReturnLine(models.Model):
    """What was credited by hand of the goods that were sold."""

    _inherit = "after.sales.return.line"

    def _by_hand_texts(self):
        """What credit notes that no return order made gave back of what these lines take back,
        and of their invoices.

        :return: list of str such as "RINV/2026/00007: 3 Units Shirt, 150.00"
        """
        sold = self.sale_line_id
        notes = sold._after_sales_foreign_notes()
        gestures = sold._after_sales_posted_lines().move_id._after_sales_gestures()
        return [
            *(self._by_hand_text(note) for note in notes.sorted("id")),
            *(self._gesture_text(line) for line in gestures.sorted("id")),
        ]

    def _by_hand_text(self, note):
        return self.env._(
            "%(note)s: %(quantity)g %(unit)s %(product)s, %(amount)s",
            note=note.move_id.name,
            quantity=note.quantity,
            unit=note.product_uom_id.name,
            product=note.product_id.display_name,
            amount=note.currency_id.format(note.price_total),
        )

    def _gesture_text(self, line):
        return self.env._(
            "%(note)s: %(label)s, %(amount)s of invoice %(invoice)s",
            note=line.move_id.name,
            label=line.name or line.move_id.ref or "-",
            amount=line.currency_id.format(line.price_total),
            invoice=line.move_id.reversed_entry_id.name,
        )
