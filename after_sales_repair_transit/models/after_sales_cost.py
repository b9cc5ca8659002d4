from odoo import fields, models


class AfterSalesCost(models.Model):
    _inherit = "after.sales.cost"

    kind = fields.Selection(
        selection_add=[("freight", "Freight"), ("other",)], ondelete={"freight": "set other"}
    )
    batch_id = fields.Many2one(
        "after.sales.transit.batch",
        string="Transit Batch",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
