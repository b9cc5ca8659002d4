from odoo import models


class StockMoveLine(models.Model):
    """What a move line brings beyond what may come is told apart."""

    _inherit = "stock.move.line"

    def _cut_after_sales(self, quantity):
        """Take ``quantity`` (in the product's unit) off this line.

        :return: a line of its own with it; this one if it is all
        """
        self.ensure_one()
        if self.product_id.uom_id.compare(quantity, self.quantity_product_uom) >= 0:
            return self
        cut = self.product_id.uom_id._compute_quantity(quantity, self.product_uom_id, round=False)
        other = self.copy({"quantity": cut, "picked": self.picked})
        self.quantity -= cut
        return other

    def _after_sales_quantity_in(self, move):
        """:return: what these lines move, in the unit of ``move``"""
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, move.product_uom, round=False)
            for line in self
        )
