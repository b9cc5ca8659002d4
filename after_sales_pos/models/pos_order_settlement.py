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
        self.sudo()._check_after_sales_lines()
        return result

    def _check_after_sales_lines(self):
        """:raise UserError: lines of a return on an order that returns nothing, or a settlement
        that goes to other accounts than the clearing account"""
        self.ensure_one()
        product = self.company_id.after_sales_settlement_product_id
        own = self.lines.filtered(lambda line: line.after_sales_role or line.product_id == product)
        if any(line._is_after_sales_misplaced(product) for line in own):
            self._refuse_settlement()

    @api.model
    def _check_settled(self, tickets):
        """What is settled between the orders of a ticket comes to nothing.

        :param tickets: dict ticket → its processed ``pos.order``
        """
        for orders in tickets.values():
            lines = orders.lines.filtered(lambda line: line.after_sales_role == "settlement")
            if lines and not orders.currency_id.is_zero(lines._after_sales_amount()):
                self._refuse_settlement()

    def _refuse_settlement(self):
        raise UserError(
            self.env._(
                "The orders of this ticket do not settle with each other. Go back to the "
                "returned items, confirm them again, and pay the ticket."
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
