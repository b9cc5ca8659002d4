from odoo import fields, models

from .repair_order_stage import ENDED_STAGES


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

    def _after_sales_holders(self):
        repair = self.after_sales_repair_id
        ended = not repair or repair.after_sales_stage in ENDED_STAGES
        return super()._after_sales_holders() + ([] if ended else [(repair, repair.name)])
