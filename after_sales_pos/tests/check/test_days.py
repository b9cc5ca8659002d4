from freezegun import freeze_time

from odoo.tests import tagged

from ..drop_off.common import AskedCase


@tagged("post_install", "-at_install")
class TestDaysAtTheTill(AskedCase):
    """Whose day it is when a till evaluates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-03-05 20:00:00"))
        cls.policy.window_ids.window_days = 7

    def test_what_was_asked_for_on_the_last_evening_is_in_time(self):
        """Asked for at 18:00 in Los Angeles on the last day, when it is the next in UTC; at the
        till another thing is wished for."""
        self.company.partner_id.tz = "America/Los_Angeles"
        sale = self._sell((self.shirt, 1), pay=True)
        with freeze_time("2026-03-13 02:00:00"):
            order = self._asked(sale)
            self.assertEqual(order.line_ids.verdict, "eligible")
        with freeze_time("2026-03-20 20:00:00"):
            self._open(self.till)
            wish = self._wish(order.line_ids, 1.0, resolution="exchange")
            answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [wish])[wish["key"]]
            self.assertEqual(answers["verdict"], "eligible", answers["verdict_reason"])

    def test_receipt_is_of_the_day_in_the_store(self):
        """A customer from the other side of the date line buys on the 5th, store time."""
        self.company.partner_id.tz = "America/Los_Angeles"
        self.customer.tz = "Pacific/Kiritimati"
        receipt = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        with freeze_time("2026-03-13 02:00:00"):
            wish = self._wish(receipt.lines)
            answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [wish])[wish["key"]]
            self.assertEqual(answers["verdict"], "eligible", answers["verdict_reason"])
            self.assertEqual(answers["deadline"], "2026-03-12")

    def test_what_was_shipped_later_counts_from_its_receipt(self):
        """Sent on the 5th, expected on the 8th; the customer had it on the 10th."""
        self.company.partner_id.tz = "America/Los_Angeles"
        self.till.ship_later = True
        receipt = self._sell_at_till(
            self.till, (self.shirt, 1), partner=self.customer, shipping_date="2026-03-05"
        )
        delivery = receipt.picking_ids
        delivery.picking_type_id.warehouse_id.after_sales_transit_days = 3
        self._validate(delivery)
        self.assertEqual(delivery.after_sales_received_source, "expected")
        order = self._return_of_pos(receipt.lines)
        self.assertEqual(order._after_sales_portal_deliveries(), delivery)
        order.unlink()
        for now, day, deadline in [
            ("2026-03-06 20:00:00", False, False),
            ("2026-03-09 20:00:00", False, "2026-03-15"),
            ("2026-03-12 20:00:00", "2026-03-10", "2026-03-17"),
        ]:
            with self.subTest(now=now), freeze_time(now):
                if day:
                    delivery.after_sales_date_received = day
                wish = self._wish(receipt.lines)
                answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [wish])
                self.assertEqual(answers[wish["key"]]["verdict"], "eligible")
                self.assertEqual(answers[wish["key"]]["deadline"], deadline)

    def test_what_is_taken_along_is_with_the_customer_at_once(self):
        self.store.after_sales_transit_days = 3
        receipt = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        self.assertFalse(receipt.picking_ids.after_sales_date_received)
        web = self._sell((self.shirt, 1), warehouse_id=self.store.id, invoice=False)
        self.assertTrue(web.picking_ids.after_sales_date_received)
