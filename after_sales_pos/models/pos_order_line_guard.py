from odoo import api, models

from odoo.addons.after_sales_returns.tools import without_defaults

from ..tools import without_server_values
from .pos_order_line_claim import PAID

SERVER = {"after_sales_line_id", "after_sales_line_ids", "qty_claimed"}
# What the till says of a line before it is paid, and nobody afterwards.
BEFORE_PAID = {"after_sales_key", "after_sales_role", "after_sales_origin_id"}


class PosOrderLine(models.Model):
    """What of a receipt is claimed, and by whom, is for the server to say: a refund that names a
    return order by itself would count in no ledger."""

    _inherit = "pos.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, SERVER)
        return super().create(without_server_values(self, vals_list, SERVER))

    def write(self, vals):
        is_paid = any(order.state in PAID for order in self.order_id)
        names = SERVER | BEFORE_PAID if is_paid else SERVER
        if is_paid and self.refunded_orderline_id:
            # It counts for the receipt that it was paid back with.
            names = names | {"refunded_orderline_id"}
        return super().write(*without_server_values(self, [vals], names))
