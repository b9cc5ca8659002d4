from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from .pos_order_processing import UNPAID


class PosOrder(models.Model):
    """What is settled between the orders of a ticket. These lines move money without being
    earned, so they stand only where the ticket explains them."""

    _inherit = "pos.order"

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        order = self.sudo()
        # Without connection it is told once all of the ticket is there.
        if order._has_misplaced_lines() and not order._is_paid_offline():
            order._refuse_or_tell()
        return result

    def _has_misplaced_lines(self):
        """Whether there are lines of a return on an order that returns nothing, or a settlement
        that goes to other accounts than the clearing account."""
        product = self.company_id.after_sales_settlement_product_id
        own = self.lines.filtered(lambda line: line.after_sales_role or line.product_id == product)
        return any(line._is_after_sales_misplaced(product) for line in own)

    @api.model
    def _check_settled(self, tickets):
        """What is settled between the orders of a ticket comes to nothing, and its cards pay what
        came back to them.

        :param tickets: dict ticket → its processed ``pos.order``
        """
        for orders in tickets.values():
            lines = orders.lines.filtered(lambda line: line.after_sales_role == "settlement")
            if (
                (lines and not orders.currency_id.is_zero(lines._after_sales_amount()))
                or orders._has_overspent_cards()
                or orders._has_misplaced_lines()
            ):
                orders._refuse_or_tell()

    def _refuse_or_tell(self):
        """Without connection goods and money have changed hands: it is kept, and told."""
        returns = (self | self._after_sales_whole_tickets()).after_sales_return_ids
        if returns and self._is_paid_offline():
            self._tell_of_settlement(returns[0])
            return
        raise UserError(
            self.env._(
                "The orders of this ticket do not settle with each other. Go back to the "
                "returned items, confirm them again, and pay the ticket."
            )
        )

    def _is_paid_offline(self):
        """:return: whether all that comes back on the ticket was paid without connection"""
        returns = (self | self._after_sales_whole_tickets()).filtered("after_sales_request")
        return bool(returns) and all(
            self._read_till_request(order).get("offline") for order in returns
        )

    def _tell_of_settlement(self, order):
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
