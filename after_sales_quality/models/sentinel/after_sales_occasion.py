from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Occasion:
    """What the sentinel knows of an occasion.

    - ``sold``: the goods had been sold, so that what is found counts as a failure.
    """

    sold: bool = False


class AfterSalesOccasion(models.AbstractModel):
    _inherit = "after.sales.occasion"
    _facts = Occasion
    _rows = {"customer_return": {"sold": True}}

    def _sold_occasions(self):
        """:return: list of the occasions on which goods had been sold"""
        return [value for value, row in self._by_value().items() if row.sold]
