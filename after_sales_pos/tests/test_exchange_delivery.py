from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_ticket import TicketCase


@tagged("post_install", "-at_install")
class TestExchangeDelivery(TicketCase):
    """What the store does not have is ordered to it, or sent to the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coat = cls._create_product("Coat", 100.0, available_in_pos=True)
        cls._stock(cls.coat, 3, warehouse=cls.other_store)

    def _exchange_later(self, delivery, partner):
        """Exchange a shirt for a coat that is not taken along; :return: the coat's delivery"""
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, exchange_product_id=self.coat.id, exchange_delivery=delivery)
        new_line = (self.coat, 1, {"after_sales_key": wish["key"]})
        _back, new = self._exchange(
            self.till,
            wish,
            new_line,
            partner=partner,
            shipping_date=fields.Date.to_string(fields.Date.today()),
        )
        return new.picking_ids

    def test_ordered_to_the_store_waits_there_for_the_customer(self):
        picking = self._exchange_later("store", self.customer)
        self.assertEqual(picking.picking_type_id.warehouse_id, self.store)
        self.assertEqual(picking.partner_id, self.customer)
        self.assertEqual(picking.state, "confirmed")

    def test_sent_home_from_the_warehouse_that_has_it(self):
        picking = self._exchange_later("home", self.customer)
        self.assertEqual(picking.picking_type_id.warehouse_id, self.other_store)
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.move_ids.product_id, self.coat)

    def test_delivery_needs_a_customer(self):
        with self.assertRaisesRegex(UserError, "Coat is ordered for a customer"):
            self._exchange_later("home", self.env["res.partner"])
