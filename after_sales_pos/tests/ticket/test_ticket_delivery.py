from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketDelivery(TicketCase):
    """New goods of an exchange that are not in the store."""

    def setUp(self):
        super().setUp()
        self.boot = self._create_product("Boot", 100.0, available_in_pos=True)
        self._stock(self.boot, 5, warehouse=self.other_store)

    def _exchange_later(self, way, *more, partner=None):
        """A shirt for a boot that is delivered so; :return: the new goods' ``pos.order``"""
        sale = self._sell_at_till(
            self.till, (self.shirt, 1), partner=self.customer if partner is None else partner
        )
        wish = self._wish(sale.lines, exchange_product_id=self.boot.id, exchange_delivery=way)
        lines = [(self.boot, 1, {"after_sales_key": wish["key"]}), *more]
        _refund, new = self._exchange(self.till, wish, *lines, partner=partner or self.customer)
        return new

    def _free(self, warehouse):
        return self.boot.with_context(location=warehouse.lot_stock_id.id).free_qty

    def test_sent_home_from_the_store_that_has_it(self):
        new = self._exchange_later("home")
        self.assertEqual(new.state, "paid")
        self.assertRecordValues(
            new.picking_ids,
            [
                {
                    "picking_type_code": "outgoing",
                    "state": "assigned",
                    "partner_id": self.customer.id,
                    "picking_type_id": self.other_store.out_type_id.id,
                }
            ],
        )
        self.assertEqual(self._free(self.other_store), 4.0)
        self.assertEqual(new.lines[0].after_sales_warehouse_id, self.other_store)

    def test_ordered_to_the_store(self):
        new = self._exchange_later("store")
        delivery = new.picking_ids
        self.assertEqual(delivery.picking_type_id, self.store.out_type_id)
        self.assertEqual(delivery.state, "waiting")
        transfer = delivery.move_ids.move_orig_ids.picking_id
        self.assertRecordValues(
            transfer,
            [
                {
                    "state": "assigned",
                    "location_id": self.other_store.lot_stock_id.id,
                    "location_dest_id": self.store.lot_stock_id.id,
                }
            ],
        )
        self._validate(transfer)
        self.assertEqual(delivery.state, "assigned")
        self._validate(delivery)
        self.assertEqual(delivery.state, "done")
        self.assertEqual(self.boot.qty_available, 4.0)

    def test_the_rest_is_taken_along(self):
        shoes = self.shoe.with_context(location=self.store.lot_stock_id.id)
        before = shoes.qty_available
        new = self._exchange_later("home", (self.shoe, 1))
        shoes.invalidate_recordset()
        self.assertEqual(shoes.qty_available, before - 1)
        self.assertEqual(sorted(new.picking_ids.mapped("state")), ["assigned", "done"])

    def test_needs_a_customer(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, exchange_product_id=self.boot.id, exchange_delivery="home")
        line = (self.boot, 1, {"after_sales_key": wish["key"]})
        with self.assertRaisesRegex(UserError, "choose the customer"):
            self._exchange(self.till, wish, line)

    def test_nowhere_in_stock_waits(self):
        self.env["stock.quant"].search([("product_id", "=", self.boot.id)]).unlink()
        self.boot.invalidate_recordset()
        new = self._exchange_later("store")
        self.assertEqual(new.picking_ids.state, "confirmed")

    def test_session_closes_with_what_is_not_delivered(self):
        new = self._exchange_later("home", (self.shoe, 1))
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
        self.assertEqual(
            new.picking_ids.filtered(lambda one: one.state == "assigned").state, "assigned"
        )

    def test_delivery_of_another_ticket_means_nothing(self):
        """Only what the cashier chose on this ticket is delivered later."""
        data = self._order_data(
            self.till,
            [(self.shoe, 1, {"after_sales_key": "x"})],
            after_sales_ticket=str(uuid4()),
        )
        order = self._sync(self.till, data)
        self.assertEqual(order.picking_ids.state, "done")
