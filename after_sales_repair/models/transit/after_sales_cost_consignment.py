from odoo import fields, models


class AfterSalesCost(models.Model):
    _inherit = "after.sales.cost"

    consignment_id = fields.Many2one(
        "after.sales.consignment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
