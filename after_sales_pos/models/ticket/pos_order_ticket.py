import json
from dataclasses import dataclass, field

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import read_id, read_name
from .pos_order_processing import PROCESSING, UNPAID


@dataclass(slots=True, eq=False)
class TillReturn:
    """What an order of the till brings back, checked before it is processed. Made without
    connection it may have ``conflicts``, a dict key of the wish, or "" for the whole, → the
    sentences that stood against it; ``unclaimed`` are keys of wishes whose goods somebody else
    has taken back."""

    till: models.Model
    ticket: str
    cashier: str
    offline: bool
    wishes: list = field(default_factory=list)
    verdicts: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)
    quote: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=dict)
    unclaimed: set = field(default_factory=set)

    def is_claimable(self, wish):
        return wish.key not in self.unclaimed

    def is_asked_for(self, wish):
        """Whether its return order exists already."""
        return wish.kind == "return" and self.is_claimable(wish)


class PosOrder(models.Model):
    """Orders that pay returns out: what they bring back is checked first, then Odoo processes
    them, then the return orders are made. All orders of a ticket come in one call and are one
    transaction: all of them or none."""

    _inherit = "pos.order"

    @api.model
    def sync_from_ui(self, orders):
        self._check_till_input(orders)
        self._complete_drafts(orders)
        self._name_tickets(orders)
        fresh = self._fresh_after_sales_tickets(orders)
        self._name_deliveries(orders)
        result = super().sync_from_ui(orders)
        tickets = {
            ticket: self.sudo().search([("uuid", "in", uuids)]) for ticket, uuids in fresh.items()
        }
        self._check_settled(tickets)
        self._check_ticket_is_new(tickets)
        self._spend_returned_cards(tickets)
        for ticket, ticket_orders in tickets.items():
            ticket_orders._check_after_sales_ticket(ticket)
        return result

    @api.model
    def _process_order(self, order, existing_order):
        returned = self._prepare_till_return(order, existing_order)
        checked = self.with_context(after_sales_processing=PROCESSING)
        if existing_order:
            existing_order = existing_order.with_context(after_sales_processing=PROCESSING)
        order_id = super(PosOrder, checked)._process_order(order, existing_order)
        if returned:
            self.sudo().browse(order_id)._record_till_return(returned)
        return order_id

    # Before ---------------------------------------------------------------------------------

    @api.model
    def _prepare_till_return(self, order, existing_order):
        """Check what this order brings back, and name the sold lines on it.

        :param dict order: as sent by the till, changed
        :return: :class:`TillReturn`, or None for an order that pays nothing out yet
        :raise UserError: something stands against it, and the till had a connection to ask
        """
        done = existing_order and existing_order.state != "draft"
        if not order.get("after_sales_request") or order.get("state") in UNPAID or done:
            return None
        till = self._till_of(order)
        request = self._read_till_request(order)
        returned = TillReturn(
            till=till,
            ticket=order["after_sales_ticket"],
            cashier=read_name(request.get("cashier"), 100) or self.env.user.name,
            offline=bool(request.get("offline")),
        )
        if returned.offline:
            self._judge_offline(returned, request["wishes"], order)
        else:
            self._judge_till_return(returned, request["wishes"])
        self._name_sold_lines(order, existing_order, returned)
        return returned

    @api.model
    def _till_of(self, order):
        """:return: ``after.sales.till`` in sudo, checked to be one of the user's companies"""
        session = self.env["pos.session"].browse(read_id(order["session_id"]))
        session.check_access("read")
        till = session.sudo().config_id
        user = self.env.user
        if not user.has_group("point_of_sale.group_pos_user") and not self.env.su:
            raise AccessError(self.env._("Returns at the till are for users of the Point of Sale."))
        if till.company_id not in user.company_ids and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(till)s belongs to %(company)s, where you do not work.",
                    till=till.name,
                    company=till.company_id.name,
                )
            )
        return till.with_company(till.company_id)._after_sales_till()

    @api.model
    def _read_till_request(self, order):
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
            raise UserError(
                self.env._(
                    "What comes back with this order cannot be read. Drop the return and choose "
                    "the items again."
                )
            ) from error

    @api.model
    def _judge_till_return(self, returned, wishes):
        """:param wishes: list of dict as sent by the till
        :raise UserError: a sentence for each thing that stands against it
        """
        till = returned.till
        returned.wishes = till._read_wishes(wishes)
        verdicts = returned.verdicts = till._verdicts(returned.wishes)
        problems = till._wish_problems(
            returned.ticket, returned.wishes, verdicts, claimed_later=True
        )
        rules = self._till_rule_problems(returned, verdicts)
        refuse([text for key, texts in problems.items() for text in texts + rules[key]])
        returned.terms = till._terms(returned.wishes, verdicts)
        returned.quote = till._quote(returned.wishes, returned.terms)

    @api.model
    def _till_rule_problems(self, returned, verdicts):
        """What this till does not pay out, or not without a manager; the limit is the ticket's.

        :return: dict key → list of sentences
        """
        till, wishes = returned.till, returned.wishes
        needed = till._overrides_needed(returned.ticket, wishes, verdicts, None)
        return {
            wish.key: till._not_paid_here_problems(wish)
            + till._override_problems(wish, [kind for kind in needed[wish.key] if kind != "limit"])
            for wish in wishes
        }

    @api.model
    def _name_sold_lines(self, order, existing_order, returned):
        """The server alone says which sold line a line pays back."""
        sold = self._sold_line_ids(returned)
        for line in existing_order.sudo().lines if existing_order else ():
            if line.after_sales_role == "goods":
                line.refunded_orderline_id = sold.get(line.after_sales_key, False)
        for command, _id, vals in order["lines"]:
            if command in (0, 1) and vals.get("after_sales_role") == "goods":
                vals["refunded_orderline_id"] = sold.get(vals.get("after_sales_key"), False)

    @api.model
    def _sold_line_ids(self, returned):
        """:return: dict key of a wish → id of the receipt's line that it gives back"""
        sold = {
            wish.key: returned.till._sold_line(wish)
            for wish in returned.wishes
            if returned.is_claimable(wish)
        }
        return {key: line.id for key, line in sold.items() if line._name == "pos.order.line"}

    # After ----------------------------------------------------------------------------------

    def _check_quoted(self, returned):
        """The till pays back what the server says, to the cent, and nothing else."""
        self.ensure_one()
        sold = self._sold_line_ids(returned)
        quoted = sorted(
            self._line_print(
                {**vals, "sold": vals["role"] == "goods" and sold.get(vals["key"])},
                vals["tax_ids"],
            )
            for quote in returned.quote["orders"]
            for vals in quote["lines"]
        )
        sent = sorted(
            self._line_print(line._after_sales_sent(), line.tax_ids_after_fiscal_position.ids)
            for line in self.lines
            if line.after_sales_role != "settlement"
        )
        total = self.lines._after_sales_amount()
        if quoted != sent or self.currency_id.compare_amounts(total, self.amount_total):
            raise UserError(
                self.env._(
                    "%(order)s: what is paid back is not what the receipts say, perhaps because "
                    "something was returned meanwhile. Go back to the returned items, confirm "
                    "them again, and pay the ticket.",
                    order=self.pos_reference or self.name,
                )
            )

    def _line_print(self, vals, tax_ids):
        """What makes two lines the same; :return: tuple"""
        return (
            str(vals["key"]),
            str(vals["role"]),
            vals["product_id"],
            round(vals["qty"], 4),
            round(vals["price_unit"], 4),
            round(vals["discount"], 4),
            round(vals["amount"], 2),
            vals["origin_line_id"] or 0,
            vals["sold"] or 0,
            tuple(sorted(tax_ids)),
            self._extra_tax_print(vals["extra_tax_data"]),
        )

    def _extra_tax_print(self, data):
        """:return: str; a browser sends ``-10.0`` as ``-10``"""
        as_floats = json.loads(json.dumps(data or False), parse_int=float)
        return json.dumps(as_floats, sort_keys=True)
