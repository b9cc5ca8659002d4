from odoo import models

from .after_sales_checklist import OCCASION


class AfterSalesOccasion(models.AbstractModel):
    _inherit = "after.sales.occasion"
    _rows = {OCCASION: {"sequence": 50, "must_pass": True}}
