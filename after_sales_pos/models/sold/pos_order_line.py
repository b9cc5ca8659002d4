from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from odoo.addons.after_sales_returns.tools import READERS


class PosOrderLine(models.Model):
    """What a till sold: the unit that returns are claimed of (see ``pos_order_line_claim.py``),
    and the lines by which a till gives it back."""

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
            ("card", "Paid again by the card that paid what is exchanged"),
        ],
        string="Role in a Return",
        copy=False,
    )
    after_sales_origin_id = fields.Many2one(
        "pos.order.line",
        string="Share Of",
        copy=False,
        index="btree_not_null",
        help="The discount or card payment of the receipt that this line gives back in part, or "
        "spends again.",
    )
    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    after_sales_line_ids = fields.One2many(
        "after.sales.return.line", "pos_line_id", string="Return Lines", groups=READERS
    )
    qty_claimed = fields.Float(
        string="Claimed for Return",
        compute="_compute_qty_claimed",
        store=True,
        copy=False,
        digits="Product Unit",
        help="Taken by return orders; for a kit the number of its components.",
    )

    # The return screen looks for a product's last sales, among millions of lines.
    _after_sales_product_idx = models.Index("(company_id, product_id, id DESC)")

    def _auto_init(self):
        """Make the column here, or the installation would compute it for each line ever sold:
        nothing of those was returned yet."""
        if not column_exists(self.env.cr, self._table, "qty_claimed"):
            create_column(self.env.cr, self._table, "qty_claimed", "numeric")
        return super()._auto_init()

    @api.depends("after_sales_line_ids.quantity_claimed")
    def _compute_qty_claimed(self):
        for line in self:
            line.qty_claimed = sum(
                claim._quantity_in_product_unit(claim.quantity_claimed)
                for claim in line.after_sales_line_ids
            )

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["after_sales_key", "after_sales_role", "after_sales_origin_id"]
        return [*super()._load_pos_data_fields(config), *own]
