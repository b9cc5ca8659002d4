from odoo import api, models
from odoo.exceptions import UserError

from ...states import PAID

# Tells that an order is processed by the till's own sync. It is compared by identity: no context
# that is sent with a request can hold it.
PROCESSING = object()
UNPAID = ("draft", "cancel")


class PosOrder(models.Model):
    """Orders of a ticket are paid by ``sync_from_ui`` and by nothing else, for only there is
    checked and written down what they bring back."""

    _inherit = "pos.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state in PAID)._check_ticket_is_processed()
        return orders

    def write(self, vals):
        paid = vals.get("state") in PAID
        before = self.filtered(lambda order: order.state not in PAID) if paid else self.browse()
        result = super().write(vals)
        before._check_ticket_is_processed()
        return result

    def action_pos_order_paid(self):
        self._check_ticket_is_processed()
        return super().action_pos_order_paid()

    def _check_ticket_is_processed(self):
        if self.env.context.get("after_sales_processing") is PROCESSING:
            return
        for order in self.sudo():
            if order.after_sales_request or any(order.lines.mapped("after_sales_role")):
                order._refuse_outside_sync()

    def _refuse_outside_sync(self):
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
    def _complete_drafts(self, orders):
        """An order that is on the server already may come without what did not change.

        :param orders: list of dict as sent by the till, changed
        """
        names = ("after_sales_ticket", "after_sales_request")
        lacking = [order for order in orders if any(name not in order for name in names)]
        uuids = [order["uuid"] for order in lacking if order.get("uuid")]
        drafts = self.sudo().search([("uuid", "in", uuids), ("state", "=", "draft")])
        known = {draft.uuid: draft for draft in drafts}
        for order in lacking:
            for name in names if order.get("uuid") in known else ():
                order.setdefault(name, known[order["uuid"]][name])

    @api.model
    def _name_tickets(self, orders):
        """What comes back without a ticket is one of its own, or nothing of what holds for a
        ticket would be checked.

        :param orders: list of dict as sent by the till, changed
        """
        for order in orders:
            if order.get("after_sales_request") and not order.get("after_sales_ticket"):
                order["after_sales_ticket"] = order["uuid"]

    @api.model
    def _check_ticket_is_new(self, tickets):
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
