from odoo import models


class AfterSalesOccasion(models.AbstractModel):
    _inherit = "after.sales.occasion"
    _rows = {"purchase_receipt": {"sequence": 15}}
