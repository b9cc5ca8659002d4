from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    after_sales_repair_id = fields.Many2one(
        "repair.order",
        string="Open Repair",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The repair that has this item. Written with each intake, so that two users who "
        "take it in at once collide on this row.",
    )
