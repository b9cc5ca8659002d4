from odoo import models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)


class AfterSalesResolution(models.AbstractModel):
    """Repairs at a till: any item is taken in, at once, and its customer is written to."""

    _inherit = "after.sales.resolution"
    _rows = {
        "repair": {
            "label": _lt("Repair"),
            "icon": "fa-wrench",
            "setting": "after_sales_repair",
            "customer": True,
            "own": True,
        }
    }
