from odoo import models
from odoo.fields import Domain

from .after_sales_till_find import SHOWN, Found

OPEN = ("requested", "approved")


class AfterSalesTill(models.AbstractModel):
    """Finding by the number on a receipt, an order, an invoice or the label of a return."""

    _inherit = "after.sales.till"

    def _find_number(self, query):
        spellings = list({query, query.upper()})
        invoices = self.env["account.move"].search(
            [
                ("name", "in", spellings),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
            ],
            limit=SHOWN,
        )
        pos_orders = invoices.pos_order_ids | self.env["pos.order"].search(
            Domain("pos_reference", "in", spellings) | Domain("name", "in", spellings),
            limit=SHOWN,
            order="id desc",
        )
        sale_orders = invoices.line_ids.sale_line_ids.order_id | self.env["sale.order"].search(
            [("name", "in", spellings)], limit=SHOWN
        )
        returns = self.env["after.sales.return"].search([("name", "in", spellings)], limit=SHOWN)
        pos_orders |= self._exchanged_with(pos_orders, sale_orders, returns)
        if not pos_orders and not sale_orders and not returns:
            return Found([])
        own = returns.filtered(lambda order: order.company_id == self.company)
        waiting = own.filtered(lambda order: order.state in OPEN)
        sales = [*self._filter_sold(pos_orders, sale_orders), *waiting]
        if sales:
            return Found(sales)
        return Found([], self._number_sentence(query, pos_orders, sale_orders, returns))

    def _exchanged_with(self, pos_orders, sale_orders, returns):
        """Every number that is printed on the receipt of an exchange leads to its new goods: of
        each of its orders, of the returns, and of what the returned goods were sold with. Where
        new goods were exchanged in their turn, so does every number on the receipts before.

        :return: ``pos.order``
        """
        returns |= sale_orders.order_line.after_sales_line_ids.return_id
        found = pos_orders | returns.pos_order_id
        while True:
            refunds = found.lines.refund_orderline_ids.order_id
            whole = (found | refunds)._after_sales_whole_tickets()
            if whole <= found:
                return found.filtered(lambda order: not order.is_refund)
            found |= whole

    def _number_sentence(self, query, pos_orders, sale_orders, returns):
        """Why the number is known and nothing may come back of it."""
        names = {"number": query, "company": self.company.name}
        records = [*pos_orders, *sale_orders, *returns]
        if all(record.company_id != self.company for record in records):
            return self.env._(
                "%(number)s belongs to %(owner)s, not to %(company)s. Send the customer to a "
                "store of that company.",
                owner=records[0].company_id.name,
                **names,
            )
        own = returns.filtered(lambda order: order.company_id == self.company)
        if own:
            states = dict(own._fields["state"]._description_selection(self.env))
            return self.env._(
                "Return %(number)s is %(state)s: nothing more comes in with it. Look for the "
                "receipt or the order instead.",
                state=states[own[0].state],
                **names,
            )
        if sale_orders:
            return self.env._(
                "Nothing of order %(number)s was delivered yet, or all of it came back. Ask "
                "customer service to change or cancel the order.",
                **names,
            )
        return self.env._(
            "Order %(number)s was not paid, so nothing can come back of it. Take it off in the "
            "list of orders.",
            **names,
        )
