from odoo import models


class StockMove(models.Model):
    """What a supplier sent straight to the customer comes back into our own stock. It never
    left that, so Odoo knows no value that it left with."""

    _inherit = "stock.move"

    def _get_value_from_returns(self, quantity, at_date=None):
        """A dropshipped good comes back at the value it had; a standard cost stays one."""
        origin = self.sudo().origin_returned_move_id
        standard = self.product_id.cost_method == "standard"
        if standard or not self.after_sales_line_id or not origin.is_dropship:
            return super()._get_value_from_returns(quantity, at_date)
        return {
            "value": origin._after_sales_dropship_value(at_date) * quantity,
            "quantity": quantity,
            "description": self.env._(
                "Value of what %(transfer)s sent to the customer", transfer=origin.reference
            ),
        }

    def _after_sales_dropship_value(self, at_date=None):
        """:return: the value that this dropship left our books with, per unit of the product: what
        was bought, or the average that Odoo made of it and of what lay in stock"""
        self.ensure_one()
        price = self._after_sales_dropship_price(at_date)
        if self.product_id.cost_method != "average" or self.product_id.lot_valuated:
            return price
        product = self.product_id.with_company(self.company_id)
        average, left = product._run_avco(at_date=self.date)
        if not average:
            return price
        # The average of that day does not know what was billed since.
        quantity = self._get_valued_qty()
        late = price - self._get_value(at_date=self.date) / quantity
        return average + late * quantity / (max(left / average, 0.0) + quantity)

    def _after_sales_dropship_price(self, at_date=None):
        """:return: what this dropship was bought at by its bill, else its purchase order, per unit
        of the product in the company's currency"""
        self.ensure_one()
        quantity = self._get_valued_qty()
        return self._get_value(at_date=at_date) / quantity if quantity else 0.0

    def _after_sales_expected_quantity(self):
        """What this move moved, or is to move, in the unit of its product."""
        self.ensure_one()
        quantity = self.quantity if self.state == "done" else self.product_uom_qty
        return self.product_uom._compute_quantity(quantity, self.product_id.uom_id, round=False)
