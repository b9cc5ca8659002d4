from odoo import models


class AfterSalesReturnLine(models.Model):
    """A till counts in the product's own unit, whatever unit a return was asked for in."""

    _inherit = "after.sales.return.line"

    def _quantity_in_product_unit(self, quantity):
        """``quantity`` of this line in its product's own unit."""
        self.ensure_one()
        return self.product_uom_id._compute_quantity(quantity, self.product_id.uom_id, round=False)

    def _quantity_in_line_unit(self, quantity):
        """``quantity`` of the product in this line's unit."""
        self.ensure_one()
        return self.product_id.uom_id._compute_quantity(quantity, self.product_uom_id, round=False)

    def _count_in_own_unit(self):
        """Of what was asked for by the dozen a customer may bring pieces: count it in those, but
        what was received or decided already."""
        for line in self:
            unit = line.product_id.uom_id
            is_larger = unit.compare(line._quantity_in_product_unit(1.0), 1.0) > 0
            if is_larger and not line.disposition_ids and not line.quantity_received:
                line.move_ids._count_after_sales_in(unit)
                line._recount(unit)
