from odoo import fields, models

OCCASION = "after_repair"


class AfterSalesChecklist(models.Model):
    """What is looked at once the work on an item is finished, before it is handed back."""

    _inherit = "after.sales.checklist"

    occasion = fields.Selection(
        selection_add=[(OCCASION, "After repair"), ("laboratory",)],
        ondelete={OCCASION: "set laboratory"},
    )
