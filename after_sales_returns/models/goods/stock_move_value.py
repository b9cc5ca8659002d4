from odoo import models


class StockMove(models.Model):
    """What returned goods are worth: the value they left with, all slices together to the cent.

    What a supplier sent straight to the customer comes back into our own stock. It never left
    that, so Odoo knows no value that it left with.
    """

    _inherit = "stock.move"

    def _get_value_from_returns(self, quantity, at_date=None):
        origin = self.sudo().origin_returned_move_id
        standard = self.product_id.cost_method == "standard"
        if standard or not self.after_sales_line_id:
            return super()._get_value_from_returns(quantity, at_date)
        if origin.is_dropship:
            return {
                "value": origin._after_sales_dropship_value(at_date) * quantity,
                "quantity": quantity,
                "description": self.env._(
                    "Value of what %(transfer)s sent to the customer", transfer=origin.reference
                ),
            }
        data = super()._get_value_from_returns(quantity, at_date)
        if origin.is_out and data["quantity"]:
            data["value"] = self._after_sales_value_slice(origin, quantity)
        return data

    def _after_sales_value_slice(self, origin, quantity):
        """:return: the part of what ``origin`` took out that comes back with ``quantity``, cut from
        the running total: whatever the slices, they add up to what left"""
        earlier = origin.returned_move_ids.filtered(
            lambda move: move.is_in and (move.date, move.id) < (self.date, self.id)
        )
        before = sum(move._get_valued_qty() for move in earlier)
        share = min((before + quantity) / origin._get_valued_qty(), 1.0)
        back = self.company_id.currency_id.round(origin.value * share)
        return back - sum(earlier.mapped("value"))

    def _after_sales_dropship_value(self, at_date=None):
        """:return: the value that this dropship left our books with, per unit of the product: what
        was bought, or the average that Odoo made of it and of what lay in stock"""
        self.ensure_one()
        price = self._after_sales_dropship_price(at_date)
        if self.product_id.cost_method != "average" or self.product_id.lot_valuated:
            return price
        back = self.returned_move_ids.filtered(lambda move: move.state == "done")
        if any(move.date <= self.date for move in back):
            # What came back in the same second is part of that day's average: ask no further.
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
