from odoo import api, fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    after_sales_key = fields.Char(copy=False, help="The wish on the ticket this belongs to.")
    after_sales_role = fields.Selection(
        [
            ("goods", "Returned goods"),
            ("share", "Share of a discount, or of what a card paid"),
            ("fee", "Restocking fee"),
            ("credit", "Store credit given"),
            ("payout", "Credit note paid out"),
            ("settlement", "Settled with the other orders of the ticket"),
        ],
        string="Role in a Return",
        copy=False,
    )
    after_sales_origin_id = fields.Many2one(
        "pos.order.line",
        string="Share Of",
        copy=False,
        index="btree_not_null",
        help="The discount or card payment of the receipt that this line gives back in part.",
    )
    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    after_sales_line_ids = fields.One2many(
        "after.sales.return.line", "pos_line_id", string="Return Lines"
    )

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["after_sales_key", "after_sales_role", "after_sales_origin_id"]
        return [*super()._load_pos_data_fields(config), *own]
