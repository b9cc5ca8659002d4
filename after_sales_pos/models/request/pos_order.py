import json
from collections import defaultdict
from dataclasses import dataclass, field

from odoo import api, models
from odoo.exceptions import UserError

from ...till_input import Junk, read_id, read_name, read_text
from .after_sales_till import Request

UNPAID = ("draft", "cancel")
TICKET = ("after_sales_ticket", "after_sales_request")
# How new goods reach a customer who does not take them along.
LATER = ("store", "home")


@dataclass(eq=False, kw_only=True)
class TillReturn(Request):
    """What an order of the till brings back; ``sent`` are its wishes, dicts as the till sent them.
    Made without connection it may have ``conflicts``, a dict key of the wish, or "" for the whole,
    → the sentences that stood against it; ``unclaimed`` are keys of wishes whose goods somebody
    else has taken back."""

    claimed_later = True
    # It is the ticket's: its orders come one after the other.
    limited = False

    sent: list
    cashier: str
    offline: bool
    quote: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=lambda: defaultdict(list))
    unclaimed: set = field(default_factory=set)

    @property
    def claimable(self):
        return [wish for wish in self.wishes if wish.key not in self.unclaimed]

    @property
    def asked_for(self):
        """Those of a return order that exists already."""
        return [wish for wish in self.claimable if wish.asked_line]

    @property
    def quoted_lines(self):
        return [line for order in self.quote.get("orders", ()) for line in order["lines"]]


class PosOrder(models.Model):
    """What a till sends with the orders of a ticket is read before anything else looks at it.
    Orders without returns are Odoo's business."""

    _inherit = "pos.order"

    @api.model
    def _after_sales_read_orders(self, orders):
        """:param orders: list of dict as sent by the till, changed
        :raise UserError: something that no screen sends"""
        try:
            for order in orders if isinstance(orders, list) else ():
                if isinstance(order, dict):
                    self._after_sales_read_order(order)
        except Junk as error:
            raise self._after_sales_unreadable() from error
        self._after_sales_complete_drafts(orders)
        for order in orders:
            if order.get("after_sales_request") and not order.get("after_sales_ticket"):
                # What comes back without a ticket is one of its own, or nothing of what holds for
                # a ticket would be checked.
                order["after_sales_ticket"] = order["uuid"]
        self._after_sales_name_deliveries(orders)

    @api.model
    def _after_sales_unreadable(self):
        return UserError(
            self.env._(
                "What comes back with this order cannot be read. Drop the return and choose "
                "the items again."
            )
        )

    @api.model
    def _after_sales_read_order(self, order):
        lines = order.get("lines") if isinstance(order.get("lines"), list) else []
        vals_list = [self._after_sales_line_vals(line) for line in lines]
        for vals in vals_list:
            self._after_sales_read_line(vals)
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
    def _after_sales_line_vals(self, line):
        """:return: dict of what a line is made of, or changed to; empty for one that goes"""
        is_command = isinstance(line, list | tuple) and len(line) == 3
        return line[2] if is_command and isinstance(line[2], dict) else {}

    @api.model
    def _after_sales_read_line(self, vals):
        roles = self.env["pos.order.line"]._fields["after_sales_role"].get_values(self.env)
        if vals.get("after_sales_role") and vals["after_sales_role"] not in roles:
            raise Junk
        if vals.get("after_sales_key"):
            vals["after_sales_key"] = read_text(vals["after_sales_key"])
        if vals.get("after_sales_origin_id"):
            origin = read_id(vals["after_sales_origin_id"])
            if not self.env["pos.order.line"].sudo().browse(origin).exists():
                raise Junk

    @api.model
    def _after_sales_complete_drafts(self, orders):
        """An order that is on the server already may come without what did not change."""
        lacking = [order for order in orders if any(name not in order for name in TICKET)]
        uuids = [order["uuid"] for order in lacking if order.get("uuid")]
        drafts = self.sudo().search([("uuid", "in", uuids), ("state", "=", "draft")])
        known = {draft.uuid: draft for draft in drafts}
        for order in lacking:
            for name in TICKET if order.get("uuid") in known else ():
                order.setdefault(name, known[order["uuid"]][name])

    @api.model
    def _after_sales_name_deliveries(self, orders):
        """Note on the new goods of a ticket what the cashier chose with the returned ones."""
        chosen = {}
        for order in orders:
            if order.get("after_sales_request"):
                for wish in self._after_sales_read_request(order)["wishes"]:
                    way = read_name(wish.get("exchange_delivery"))
                    chosen[read_name(wish.get("key"))] = way
        for order in orders if any(way in LATER for way in chosen.values()) else ():
            for command, _id, vals in order["lines"]:
                key = vals.get("after_sales_key") if command in (0, 1) else None
                if key and not vals.get("after_sales_role") and chosen.get(key) in LATER:
                    vals["after_sales_delivery"] = chosen[key]

    # What it asks for -------------------------------------------------------------------------

    @api.model
    def _after_sales_read_return(self, order):
        """:param dict order: as sent by the till
        :return: :class:`TillReturn`, whose wishes are not read yet
        """
        till, request = self._after_sales_till_of(order), self._after_sales_read_request(order)
        return TillReturn(
            till=till,
            ticket=order["after_sales_ticket"],
            sent=request["wishes"],
            cashier=read_name(request.get("cashier"), 100) or self.env.user.name,
            offline=bool(request.get("offline")),
        )

    @api.model
    def _after_sales_till_of(self, order):
        """:return: ``after.sales.till`` in sudo, checked to be one of the user's companies"""
        session = self.env["pos.session"].browse(read_id(order["session_id"]))
        session.check_access("read")
        till = session.sudo().config_id
        till.with_env(self.env)._after_sales_check_user()
        return till.with_company(till.company_id)._after_sales_till

    @api.model
    def _after_sales_read_request(self, order):
        """:return: dict of what the till asked for; ``wishes`` is a list of dict
        :raise UserError: something that the screen never sends
        """
        try:
            request = json.loads(order["after_sales_request"])
            wishes = request.get("wishes") or []
            if not isinstance(wishes, list) or not all(isinstance(one, dict) for one in wishes):
                raise ValueError
            return {**request, "wishes": wishes}
        except (AttributeError, TypeError, ValueError, RecursionError) as error:
            raise self._after_sales_unreadable() from error
