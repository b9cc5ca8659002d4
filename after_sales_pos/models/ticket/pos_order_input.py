from odoo import api, models
from odoo.exceptions import UserError

from ...till_input import Junk, read_id, read_text

TICKET = ("after_sales_ticket", "after_sales_request")


class PosOrder(models.Model):
    """What a till sends with the orders of a ticket is read before anything else looks at it.
    Orders without returns are Odoo's business."""

    _inherit = "pos.order"

    @api.model
    def _check_till_input(self, orders):
        """:raise UserError: something that no screen sends"""
        try:
            for order in orders if isinstance(orders, list) else ():
                if isinstance(order, dict):
                    self._read_till_order(order)
        except Junk as error:
            raise UserError(
                self.env._(
                    "What comes back with this order cannot be read. Drop the return and choose "
                    "the items again."
                )
            ) from error

    @api.model
    def _read_till_order(self, order):
        lines = order.get("lines") if isinstance(order.get("lines"), list) else []
        vals_list = [self._line_vals(line) for line in lines]
        for vals in vals_list:
            self._read_till_line(vals)
        for name in TICKET:
            if name in order:
                # Ordinary receipts have none: NULL, not an empty text.
                order[name] = read_text(order[name], length=None) or False
        if any(map(order.get, TICKET)) or any(vals.get("after_sales_role") for vals in vals_list):
            uuid = order.get("uuid")
            if (
                not isinstance(uuid, str)
                or not read_text(uuid)
                or not read_id(order.get("session_id"))
            ):
                raise Junk

    @api.model
    def _line_vals(self, line):
        """:return: dict of what a line is made of, or changed to; empty for one that goes"""
        is_command = isinstance(line, list | tuple) and len(line) == 3
        return line[2] if is_command and isinstance(line[2], dict) else {}

    @api.model
    def _read_till_line(self, vals):
        roles = self.env["pos.order.line"]._fields["after_sales_role"].get_values(self.env)
        if vals.get("after_sales_role") and vals["after_sales_role"] not in roles:
            raise Junk
        if vals.get("after_sales_key"):
            vals["after_sales_key"] = read_text(vals["after_sales_key"])
        if vals.get("after_sales_origin_id"):
            origin = read_id(vals["after_sales_origin_id"])
            if not self.env["pos.order.line"].sudo().browse(origin).exists():
                raise Junk
