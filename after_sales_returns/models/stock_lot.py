from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Open Return",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The open return that claims this serial number. Written with each claim, so that "
        "two users who claim it at once collide on this row.",
    )
