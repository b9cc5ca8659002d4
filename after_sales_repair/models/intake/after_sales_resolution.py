from odoo import api, models


class AfterSalesResolution(models.AbstractModel):
    """The resolution ``repair``: nothing is given before the goods are here."""

    _inherit = "after.sales.resolution"
    _rows = {"repair": {"sequence": 50, "portal": True, "needs_window": True}}

    @api.model
    def _selection_instead(self):
        """What a customer may get whose item cannot be repaired, as a selection."""
        return [
            (value, label)
            for value, label in self._labels().items()
            if self._row(value).credits or value == "none"
        ]
