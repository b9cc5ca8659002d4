from uuid import uuid4

from ..ticket.common import TicketCase


class TakeInCase(TicketCase):
    """What a till takes in, or not, without money."""

    def _drop_off(self, till, *wishes, partner=None, ticket=None):
        """As the till's cashier does it; :return: the rows that the till shows"""
        self._open(till)
        return self._as_cashier(till).after_sales_drop_off(
            ticket or str(uuid4()), list(wishes), partner.id if partner else False, "Nina"
        )

    def _taken(self, rows):
        """:return: the ``after.sales.return`` of these rows"""
        return self.env["after.sales.return"].search([("name", "in", [r["name"] for r in rows])])


class AskedCase(TakeInCase):
    """A customer who asked online for a return to the warehouse comes to a store."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._after_sales_setup_till()

    def _asked(self, sale, quantity=1.0, **vals):
        """An approved return of the order, awaited at the warehouse."""
        order = self._create_return(sale, {sale.order_line.product_id: quantity}, **vals)
        order.action_request()
        if order.state == "requested":
            order.action_approve()
        self.assertEqual(order.warehouse_id, self.warehouse)
        self.assertEqual(order.picking_ids.picking_type_id, self.warehouse.after_sales_in_type_id)
        return order
