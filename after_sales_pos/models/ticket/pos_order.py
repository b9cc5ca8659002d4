from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.after_sales_returns.tools import READERS

from ...states import PAID
from ..request.pos_order import UNPAID

# Tells that an order is processed by the till's own sync. It is compared by identity: no context
# that is sent with a request can hold it.
PROCESSING = object()


class PosOrder(models.Model):
    """Orders that pay returns out: what they bring back is checked first, then Odoo processes
    them, then the return orders are made. All orders of a ticket come in one call and are one
    transaction: all of them or none."""

    _name = "pos.order"
    _inherit = ["pos.order", "after.sales.return.link.mixin"]

    after_sales_ticket = fields.Char(
        string="Return Ticket",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What the orders of one ticket share: returned and new goods paid as one.",
    )
    after_sales_request = fields.Text(
        readonly=True, copy=False, help="JSON: what the cashier chose for each returned item."
    )
    after_sales_receipt = fields.Text(
        readonly=True, copy=False, help="JSON: what the receipt prints of the returns."
    )
    after_sales_return_ids = fields.One2many(
        "after.sales.return", "pos_order_id", string="Return Orders", groups=READERS
    )

    def _after_sales_whole_tickets(self):
        """:return: all paid orders of the return tickets that these are of"""
        tickets = [ticket for ticket in set(self.mapped("after_sales_ticket")) if ticket]
        if not tickets:
            return self.browse()
        return self.search([("after_sales_ticket", "in", tickets), ("state", "in", PAID)])

    def _after_sales_return_domain(self):
        return Domain("pos_order_id", "in", self.ids) | Domain(
            "line_ids.pos_line_id", "in", self.sudo().lines.ids
        )

    # The way of a ticket ----------------------------------------------------------------------

    @api.model
    def sync_from_ui(self, orders):
        self._after_sales_read_orders(orders)
        fresh = self._fresh_after_sales_tickets(orders)
        result = super().sync_from_ui(orders)
        tickets = {
            ticket: self.sudo().search([("uuid", "in", uuids)]) for ticket, uuids in fresh.items()
        }
        self._after_sales_check_settled(tickets)
        self._after_sales_check_ticket_is_new(tickets)
        self._after_sales_spend_returned_cards(tickets)
        for ticket, ticket_orders in tickets.items():
            ticket_orders._check_after_sales_ticket(ticket)
        return result

    @api.model
    def _process_order(self, order, existing_order):
        returned = self._after_sales_prepare_return(order, existing_order)
        checked = self.with_context(after_sales_processing=PROCESSING)
        if existing_order:
            existing_order = existing_order.with_context(after_sales_processing=PROCESSING)
        order_id = super(PosOrder, checked)._process_order(order, existing_order)
        if returned:
            paid = self.sudo().browse(order_id)
            if returned.offline:
                paid._after_sales_record_offline(returned)
            else:
                paid._after_sales_check_quoted(returned)
                paid._after_sales_record_wishes(returned)
        return order_id

    @api.model
    def _after_sales_prepare_return(self, order, existing_order):
        """Check what this order brings back, and name the sold lines on it.

        :param dict order: as sent by the till, changed
        :return: :class:`TillReturn`, or None for an order that pays nothing out yet
        :raise UserError: something stands against it, and the till had a connection to ask
        """
        done = existing_order and existing_order.state != "draft"
        if not order.get("after_sales_request") or order.get("state") in UNPAID or done:
            return None
        returned = self._after_sales_read_return(order)
        if returned.offline:
            self._after_sales_check_offline(returned, order)
        else:
            self._after_sales_check_online(returned)
        self._after_sales_name_sold_lines(order, existing_order, returned)
        return returned

    @api.model
    def _after_sales_name_sold_lines(self, order, existing_order, returned):
        """The server alone says which sold line a line pays back."""
        sold = {wish.key: wish.receipt_line.id for wish in returned.claimable}
        for line in existing_order.sudo().lines if existing_order else ():
            if line.after_sales_role == "goods":
                line.refunded_orderline_id = sold.get(line.after_sales_key, False)
        for command, _id, vals in order["lines"]:
            if command in (0, 1) and vals.get("after_sales_role") == "goods":
                vals["refunded_orderline_id"] = sold.get(vals.get("after_sales_key"), False)

    @api.model
    def _fresh_after_sales_tickets(self, orders):
        """:param orders: list of dict as sent by the till
        :return: dict ticket → uuids of its paid orders that are not processed yet
        """
        named = {
            order["uuid"]: order["after_sales_ticket"]
            for order in orders
            if order.get("after_sales_ticket") and order.get("state") not in UNPAID
        }
        if not named:
            return {}
        known = self.sudo().search([("uuid", "in", list(named)), ("state", "!=", "draft")])
        tickets = defaultdict(list)
        for uuid in named.keys() - set(known.mapped("uuid")):
            tickets[named[uuid]].append(uuid)
        return tickets

    # Paid by the sync and by nothing else -----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state in PAID)._after_sales_check_ticket_is_processed()
        return orders

    def write(self, vals):
        paid = vals.get("state") in PAID
        before = self.filtered(lambda order: order.state not in PAID) if paid else self.browse()
        result = super().write(vals)
        before._after_sales_check_ticket_is_processed()
        return result

    def action_pos_order_paid(self):
        self._after_sales_check_ticket_is_processed()
        result = super().action_pos_order_paid()
        order = self.sudo()
        # Without connection it is told once all of the ticket is there.
        if order._after_sales_has_misplaced_lines() and not order._after_sales_is_paid_offline():
            order._after_sales_refuse_or_tell()
        return result

    def _after_sales_check_ticket_is_processed(self):
        if self.env.context.get("after_sales_processing") is PROCESSING:
            return
        for order in self.sudo():
            if order.after_sales_request or any(order.lines.mapped("after_sales_role")):
                order._after_sales_refuse_outside_sync()

    def _after_sales_refuse_outside_sync(self):
        self.ensure_one()
        raise UserError(
            self.env._(
                "%(order)s pays a return. Pay it at the till %(till)s, together with the other "
                "orders of its ticket.",
                order=self.pos_reference or self.name,
                till=self.config_id.name,
            )
        )

    @api.model
    def _after_sales_check_ticket_is_new(self, tickets):
        """A ticket is paid once, or what a manager allowed for it would hold for ever. What was
        done without connection is kept.

        :param tickets: dict ticket → its ``pos.order`` of this call
        """
        for ticket, orders in tickets.items():
            done = orders.search(
                [
                    ("after_sales_ticket", "=", ticket),
                    ("state", "in", PAID),
                    ("id", "not in", orders.ids),
                ],
                limit=1,
            )
            returns = orders.after_sales_return_ids
            if done and not (returns and all(returns.mapped("pos_offline"))):
                raise UserError(
                    self.env._(
                        "This ticket was paid already with %(order)s. Begin a new one with the "
                        "items that are left.",
                        order=done.pos_reference or done.name,
                    )
                )

    # Settled between its orders ---------------------------------------------------------------

    def _after_sales_has_misplaced_lines(self):
        """Whether there are lines of a return on an order that returns nothing, or a settlement
        that goes to other accounts than the clearing account."""
        product = self.company_id.after_sales_settlement_product_id
        own = self.lines.filtered(lambda line: line.after_sales_role or line.product_id == product)
        return any(line._is_after_sales_misplaced(product) for line in own)

    @api.model
    def _after_sales_check_settled(self, tickets):
        """What is settled between the orders of a ticket comes to nothing, and its cards pay what
        came back to them.

        :param tickets: dict ticket → its processed ``pos.order``
        """
        for orders in tickets.values():
            lines = orders.lines.filtered(lambda line: line.after_sales_role == "settlement")
            if (
                (lines and not orders.currency_id.is_zero(lines._after_sales_amount()))
                or orders._after_sales_has_overspent_cards()
                or orders._after_sales_has_misplaced_lines()
            ):
                orders._after_sales_refuse_or_tell()

    def _after_sales_refuse_or_tell(self):
        """Without connection goods and money have changed hands: it is kept, and told."""
        returns = (self | self._after_sales_whole_tickets()).after_sales_return_ids
        if returns and self._after_sales_is_paid_offline():
            self._after_sales_tell_of_settlement(returns[0])
            return
        raise UserError(
            self.env._(
                "The orders of this ticket do not settle with each other. Go back to the "
                "returned items, confirm them again, and pay the ticket."
            )
        )

    def _after_sales_is_paid_offline(self):
        """:return: whether all that comes back on the ticket was paid without connection"""
        returns = (self | self._after_sales_whole_tickets()).filtered("after_sales_request")
        return bool(returns) and all(
            self._after_sales_read_request(order).get("offline") for order in returns
        )

    def _after_sales_tell_of_settlement(self, order):
        """:param order: a return order of the ticket, whose people clear it up"""
        order._tell_of_offline(
            self.env._(
                "%(orders)s were paid at %(till)s without connection and do not settle with each "
                "other: new goods were paid by what did not come back with %(return)s. Check the "
                "goods, the cards and the money, then close this.",
                orders=", ".join(one.pos_reference or one.name for one in self),
                till=self.config_id.name,
                **{"return": order.name},
            )
        )
