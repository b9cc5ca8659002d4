from dataclasses import dataclass

from odoo import api, models


@dataclass(frozen=True, kw_only=True, eq=False)
class RepairRoute:
    """What repairs need to know of a route.

    - ``given_up``: goods that cannot be repaired may go there.
    """

    given_up: bool = False


class AfterSalesRoute(models.AbstractModel):
    """The route ``repair``, and where goods go that cannot be repaired."""

    _inherit = "after.sales.route"
    _facts = RepairRoute
    _rows = {
        "repair": {"sequence": 25},
        "outlet": {"given_up": True},
        "vendor": {"given_up": True},
        "scrap": {"given_up": True},
        "send_back": {"given_up": True},
    }

    @api.model
    def _selection_given_up(self):
        """Where an item may go that cannot be repaired, as a selection."""
        return [
            (value, label) for value, label in self._labels().items() if self._row(value).given_up
        ]
