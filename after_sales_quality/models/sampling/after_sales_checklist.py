from odoo import fields, models


class AfterSalesChecklist(models.Model):
    _inherit = "after.sales.checklist"

    occasion = fields.Selection(
        selection_add=[("purchase_receipt", "Purchase receipt"), ("store_receipt",)],
        ondelete={"purchase_receipt": "cascade"},
    )
