from odoo import models
from odoo.fields import Domain


class PosOrder(models.Model):
    """A receipt shows its return orders: those of what it sold, and those that it paid out."""

    _name = "pos.order"
    _inherit = ["pos.order", "after.sales.return.link.mixin"]

    def _after_sales_return_domain(self):
        return Domain("pos_order_id", "in", self.ids) | Domain(
            "line_ids.pos_line_id", "in", self.sudo().lines.ids
        )
