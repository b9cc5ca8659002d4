from collections import defaultdict

from odoo import models


class AfterSalesReturnLine(models.Model):
    """What the goods of a line cost that a supplier sent straight to the customer."""

    _inherit = "after.sales.return.line"

    def _origin_quantities(self):
        """:return: dict delivery → quantity of the product that comes back of it, in its unit; as
        long as nothing is to be received, all that was delivered"""
        self.ensure_one()
        quantities = defaultdict(float)
        for move in self.move_ids:
            if move.state != "cancel" and move.location_usage == "customer":
                quantities[move.origin_returned_move_id] += move._after_sales_expected_quantity()
        if quantities:
            return quantities
        return {move: move._after_sales_expected_quantity() for move in self._delivery_moves()}

    def _after_sales_dropship_cost(self):
        """:return: cost of sales to take back per unit of the product. What came from our own
        stock counts nothing: Odoo books no cost with an invoice that has dropshipped goods."""
        self.ensure_one()
        quantities = self._origin_quantities()
        product = self.product_id.with_company(self.company_id)
        standard = product.standard_price if product.cost_method == "standard" else None
        cost = sum(
            quantity * (move._after_sales_dropship_price() if standard is None else standard)
            for move, quantity in quantities.items()
            if move.is_dropship
        )
        total = sum(quantities.values())
        return cost / total if total else 0.0
