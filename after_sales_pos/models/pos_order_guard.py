from odoo import api, models

from odoo.addons.after_sales_returns.tools import without_defaults

from ..tools import without_server_values
from .pos_order_line_claim import PAID

SERVER = {"after_sales_receipt", "after_sales_return_ids"}
# What the till says of an order before it is paid, and nobody afterwards.
BEFORE_PAID = {"after_sales_ticket", "after_sales_request"}


class PosOrder(models.Model):
    """Which return orders a receipt made is for the server to say."""

    _inherit = "pos.order"

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, SERVER)
        return super().create(without_server_values(self, vals_list, SERVER))

    def write(self, vals):
        is_paid = any(order.state in PAID for order in self)
        names = SERVER | BEFORE_PAID if is_paid else SERVER
        return super().write(*without_server_values(self, [vals], names))
