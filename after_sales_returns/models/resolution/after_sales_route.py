from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """What holds for a route, whoever carries it out.

    - ``sequence``: its place among the others;
    - ``to_customer``: the customer has the goods in the end;
    - ``kept``: they are not moved, for the customer keeps them;
    - ``denies``: the customer gets nothing but the goods;
    - ``for_sale``: they are for sale again at once;
    - ``location``: name of the field of the warehouse that says where the goods go.
    """

    sequence: int = 100
    to_customer: bool = False
    kept: bool = False
    denies: bool = False
    for_sale: bool = False
    location: str = ""


class AfterSalesRoute(models.AbstractModel):
    """The table of routes. Their labels are those of the selection."""

    _name = "after.sales.route"
    _inherit = ["after.sales.rows.mixin"]
    _description = "Table of Routes"
    _selection = ("after.sales.disposition", "route")
    _facts = Route
    _rows = {
        "restock": {"sequence": 10, "for_sale": True, "location": "lot_stock_id"},
        "outlet": {"sequence": 20, "location": "after_sales_outlet_location_id"},
        "vendor": {"sequence": 30, "location": "after_sales_vendor_location_id"},
        "scrap": {"sequence": 40},
        "send_back": {"sequence": 50, "to_customer": True, "denies": True},
        "keep": {"sequence": 60, "to_customer": True, "kept": True},
        "by_hand": {"sequence": 70},
    }
