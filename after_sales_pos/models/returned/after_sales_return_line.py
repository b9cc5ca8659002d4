from odoo import fields, models


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    pos_line_id = fields.Many2one(
        "pos.order.line",
        string="Sold at the Till",
        index="btree_not_null",
        ondelete="restrict",
        help="The line of the receipt that this was sold with.",
    )
    pos_reference = fields.Char(related="pos_line_id.order_id.pos_reference", string="Receipt")
    pos_refund_line_ids = fields.One2many(
        "pos.order.line", "after_sales_line_id", string="Paid Back at the Till"
    )

    _pos_line_product_idx = models.Index("(pos_line_id, product_id) WHERE pos_line_id IS NOT NULL")
