from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Occasion:
    """What holds for an occasion on which goods are inspected.

    - ``sequence``: its place among the others;
    - ``graded``: a grade and where the goods go are decided with it;
    - ``must_pass``: where it is required, having failed stops as much as not being done;
    - ``told``: the customer is told what was found.
    """

    sequence: int = 100
    graded: bool = False
    must_pass: bool = False
    told: bool = False


class AfterSalesOccasion(models.AbstractModel):
    """The table of occasions. Their labels are those of the selection."""

    _name = "after.sales.occasion"
    _inherit = ["after.sales.rows.mixin"]
    _description = "Table of Occasions"
    _selection = ("after.sales.checklist", "occasion")
    _facts = Occasion
    _rows = {
        "customer_return": {"sequence": 10, "graded": True, "told": True},
        "store_receipt": {"sequence": 20},
        "before_dispatch": {"sequence": 40, "must_pass": True},
        "laboratory": {"sequence": 70},
    }
