from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Method:
    """What holds for a way to make good what a case found.

    - ``sequence``: its place among the others;
    - ``whole_style``: it makes no sense for single items.
    """

    sequence: int = 100
    whole_style: bool = False


class AfterSalesCaseMethod(models.AbstractModel):
    """The table of methods. Their labels are those of the selection, to which addons add."""

    _name = "after.sales.case.method"
    _inherit = ["after.sales.rows.mixin"]
    _description = "Table of Methods"
    _selection = ("after.sales.case", "method")
    _facts = Method
    _rows = {
        "repair": {"sequence": 10},
        "exchange": {"sequence": 20},
        "refund": {"sequence": 30},
        "recall": {"sequence": 40, "whole_style": True},
    }
