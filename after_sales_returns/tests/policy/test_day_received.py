from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import PolicyCase


class ReceivedCase(PolicyCase):
    """Goods sold and sent at noon in Shanghai on 2 November 2026, a Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-11-02 04:00:00"))
        cls.law = cls._policy({"refund": 14}, trigger="day_after_delivery")
        cls.line = cls._line()
        cls.sale_line = cls.line.sale_line_id
        cls.delivery = cls.sale_line.order_id.picking_ids

    def _at(self, moment):
        """Be there at this moment until the test ends."""
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)


@tagged("post_install", "-at_install")
class TestDayReceived(ReceivedCase):
    def test_without_more_the_day_of_dispatch_counts(self):
        self.assertVerdict("eligible", deadline=date(2026, 11, 16))
        self.assertFalse(self.delivery.after_sales_date_received)

    def test_period_runs_from_the_day_that_was_entered(self):
        self._at("2026-11-06 04:00:00")
        self.delivery.after_sales_date_received = "2026-11-05"
        self.assertEqual(self.delivery.after_sales_received_source, "company")
        self.assertVerdict("eligible", deadline=date(2026, 11, 19))

    def test_every_trigger_of_a_delivery_runs_from_it(self):
        self._at("2026-11-06 04:00:00")
        self.delivery.after_sales_date_received = "2026-11-05"
        for trigger, last in [
            ("delivery", date(2026, 11, 18)),
            ("day_after_delivery", date(2026, 11, 19)),
            ("day_after_last_delivery", date(2026, 11, 19)),
            ("order", date(2026, 11, 15)),
        ]:
            with self.subTest(trigger=trigger):
                self.law.trigger = trigger
                self.assertVerdict("eligible", deadline=last)

    def test_parcel_is_expected_after_its_days_in_transit(self):
        """Calendar days: sent on Monday, there on Saturday."""
        self.warehouse.after_sales_transit_days = 5
        line = self._line()
        delivery = line.sale_line_id.order_id.picking_ids
        self.assertRecordValues(
            delivery,
            [
                {
                    "after_sales_date_received": date(2026, 11, 7),
                    "after_sales_received_source": "expected",
                }
            ],
        )
        values = self.assertVerdict("eligible", line, deadline=False)
        self.assertRegex(values["verdict_reason"], "has not begun yet")
        self.assertVerdict("eligible", line, "2026-11-06", deadline=False)
        self.assertVerdict("eligible", line, "2026-11-07", deadline=date(2026, 11, 21))
        self.assertVerdict("refused", line, "2026-11-22", deadline=date(2026, 11, 21))

    def test_expected_day_is_the_customers(self):
        """Sent at noon in Shanghai, when it is evening of the day before in Los Angeles."""
        self.warehouse.after_sales_transit_days = 1
        for zone, day in [
            ("Asia/Shanghai", date(2026, 11, 3)),
            ("America/New_York", date(2026, 11, 2)),
            ("America/Los_Angeles", date(2026, 11, 2)),
            ("Pacific/Kiritimati", date(2026, 11, 3)),
        ]:
            with self.subTest(zone=zone):
                self.customer.tz = zone
                delivery = self._line().sale_line_id.order_id.picking_ids
                self.assertEqual(delivery.after_sales_date_received, day)

    def test_expected_day_follows_a_corrected_dispatch(self):
        self.warehouse.after_sales_transit_days = 2
        delivery = self._line().sale_line_id.order_id.picking_ids
        delivery.date_done = "2026-10-30 04:00:00"
        self.assertEqual(delivery.after_sales_date_received, date(2026, 11, 1))

    def test_what_the_customer_said_replaces_what_was_expected(self):
        self.warehouse.after_sales_transit_days = 5
        line = self._line()
        delivery = line.sale_line_id.order_id.picking_ids
        self._at("2026-11-10 04:00:00")
        delivery._after_sales_confirm_receipt(date(2026, 11, 9))
        self.assertEqual(delivery.after_sales_received_source, "customer")
        self.assertVerdict("eligible", line, deadline=date(2026, 11, 23))
        with self.assertRefused("we know the day"):
            delivery._after_sales_confirm_receipt(date(2026, 11, 10))

    def test_impossible_days_are_refused(self):
        open_delivery = self._line(deliver=False).sale_line_id.order_id.picking_ids
        self._at("2026-11-05 04:00:00")
        for delivery, day, words in [
            (self.delivery, "2026-11-01", "left us on 11/02/2026: nobody got it on 11/01/2026"),
            (self.delivery, "2026-11-06", "11/06/2026 lies in the future"),
            (open_delivery, "2026-11-05", "only what was delivered"),
        ]:
            with self.subTest(day=day), self.assertRefused(words, ValidationError):
                delivery.after_sales_date_received = day

    def test_today_is_the_customers(self):
        """On the evening of the 4th in Los Angeles nothing came on the 5th yet."""
        self.customer.tz = "America/Los_Angeles"
        self._at("2026-11-05 04:00:00")
        with self.assertRefused("in the future", ValidationError):
            self.delivery.after_sales_date_received = "2026-11-05"
        self.delivery.after_sales_date_received = "2026-11-04"

    def test_who_may_write_it(self):
        self._create_users()
        self._at("2026-11-05 04:00:00")
        self.delivery.with_user(self.picker).after_sales_date_received = "2026-11-04"
        with self.assertRaises(AccessError):
            self.delivery.with_user(self.clerk).after_sales_date_received = "2026-11-04"
        with self.assertRefused("follows from who enters", UserError):
            self.delivery.with_user(self.picker).after_sales_received_source = "customer"

    def test_import_is_checked(self):
        self._create_users()
        self._at("2026-11-05 04:00:00")
        pickings = self.env["stock.picking"].with_user(self.picker)
        names = ["id", "after_sales_date_received"]
        xmlid = self.delivery.export_data(["id"])["datas"][0][0]
        result = pickings.load(names, [[xmlid, "2026-11-09"]])
        self.assertIn("in the future", str(result["messages"]))
        self.assertFalse(pickings.load(names, [[xmlid, "2026-11-03"]])["messages"])
        self.assertEqual(self.delivery.after_sales_date_received, date(2026, 11, 3))

    def test_copy_has_not_come(self):
        self.delivery.after_sales_date_received = "2026-11-02"
        copy = self.delivery.copy()
        self.assertFalse(copy.after_sales_date_received or copy.after_sales_received_source)


@tagged("post_install", "-at_install")
class TestLastDelivery(ReceivedCase):
    """CRD Art. 9(2)(b): the time runs from the last good of the order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.law.trigger = "day_after_last_delivery"
        cls.order = cls._sell((cls.shirt, 3), (cls.shoe, 1), deliver=False, invoice=False)

    def _deliver(self, product, quantity, moment, backorder=True):
        """Deliver so many of one product; the rest waits, or is cancelled."""
        self._at(moment)
        picking = self.order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = quantity if move.product_id == product else 0.0
            move.picked = move.product_id == product
        drop = {} if backorder else {"picking_ids_not_to_backorder": picking.ids}
        picking.with_context(skip_backorder=True, **drop).button_validate()

    def _lines(self):
        return self._create_return(self.order).line_ids

    def _assert_deadlines(self, deadline, day=None):
        for line in self._lines():
            self.assertVerdict("eligible", line, day, deadline=deadline)

    def test_two_lines_have_the_time_of_the_last(self):
        """Delivered on 2 and 12 November: until the 26th for both."""
        self._deliver(self.shirt, 3, "2026-11-02 04:00:00")
        self._assert_deadlines(False)
        self._deliver(self.shoe, 1, "2026-11-12 04:00:00")
        self._assert_deadlines(date(2026, 11, 26))
        self._assert_deadlines(date(2026, 11, 26), "2026-11-26")
        for line in self._lines():
            self.assertVerdict("refused", line, "2026-11-27")

    def test_not_begun_while_a_piece_is_on_its_way(self):
        self._deliver(self.shoe, 1, "2026-11-02 04:00:00")
        self._deliver(self.shirt, 2, "2026-11-05 04:00:00")
        for line in self._lines():
            values = self.assertVerdict("eligible", line, "2027-01-31", deadline=False)
            self.assertRegex(values["verdict_reason"], "begins when all of the order has come")
        self._deliver(self.shirt, 1, "2026-11-12 04:00:00")
        self._assert_deadlines(date(2026, 11, 26))

    def test_rest_that_was_cancelled_is_not_awaited(self):
        self._deliver(self.shoe, 1, "2026-11-02 04:00:00")
        self._deliver(self.shirt, 2, "2026-11-05 04:00:00", backorder=False)
        self._assert_deadlines(date(2026, 11, 19))

    def test_services_and_fees_are_not_awaited(self):
        fee = self.env["product.product"].create({"name": "Fee", "type": "service"})
        self.order = self._sell((self.shirt, 1), (fee, 1), invoice=False)
        self._assert_deadlines(date(2026, 11, 16))

    def test_goods_that_nobody_ordered_from_the_vendor_yet_are_awaited(self):
        """A line without any move, beside one that was delivered."""
        self._deliver(self.shirt, 3, "2026-11-02 04:00:00")
        shoes = self.order.order_line.filtered(lambda line: line.product_id == self.shoe)
        shoes.move_ids._action_cancel()
        self._assert_deadlines(date(2026, 11, 16))
        shoes.move_ids.unlink()
        self._assert_deadlines(False)

    def test_last_parcel_counts_as_of_its_receipt(self):
        self._deliver(self.shirt, 3, "2026-11-02 04:00:00")
        self.warehouse.after_sales_transit_days = 3
        self._deliver(self.shoe, 1, "2026-11-09 04:00:00")
        self._assert_deadlines(False)
        self._assert_deadlines(date(2026, 11, 26), "2026-11-12")
        self._at("2026-11-13 04:00:00")
        last = self.order.picking_ids.filtered("after_sales_date_received")
        last.after_sales_date_received = "2026-11-11"
        self._assert_deadlines(date(2026, 11, 25))

    def test_delivery_in_two_steps_is_awaited_from_the_first(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.order = self._sell((self.shirt, 1), (self.shoe, 1), deliver=False, invoice=False)
        pick = self.order.picking_ids
        shirts = pick.move_ids.filtered(lambda move: move.product_id == self.shirt)
        shirts.picked = True
        pick.with_context(skip_backorder=True).button_validate()
        ship = self.order.picking_ids.filtered(lambda one: one.picking_type_code == "outgoing")
        self._validate(ship)
        self._assert_deadlines(False)

    def test_new_goods_of_an_exchange_are_of_their_line_alone(self):
        self._deliver(self.shirt, 3, "2026-11-02 04:00:00")
        self._deliver(self.shoe, 1, "2026-11-02 04:00:00")
        shirts, shoes = self._lines()
        part = self.env["after.sales.disposition"].create(
            {"line_id": shirts.id, "quantity": 1.0, "resolution": "exchange"}
        )
        swap = shirts.sale_line_id.move_ids[0].copy({"after_sales_disposition_id": part.id})
        swap.write({"picking_id": False, "state": "assigned"})
        self.assertVerdict("eligible", shirts, deadline=False)
        self.assertVerdict("eligible", shoes, deadline=date(2026, 11, 16))
        swap.write({"state": "done", "date": "2026-11-10 04:00:00"})
        self.assertVerdict("eligible", shirts, deadline=date(2026, 11, 24))
        self.assertVerdict("eligible", shoes, deadline=date(2026, 11, 16))

    def test_ready_policy_of_the_eu(self):
        """A Saturday as last day: until Monday; the ready policy counts from the last good."""
        law = self.env.ref("after_sales_returns.policy_eu_withdrawal")
        self.law.active = False
        law.active = True
        self._deliver(self.shirt, 3, "2026-11-02 04:00:00")
        self._deliver(self.shoe, 1, "2026-11-07 04:00:00")  # the 14th day is the 21st
        for line in self._lines():
            self.assertVerdict(
                "eligible", line, "2026-11-23", policy_id=law.id, deadline=date(2026, 11, 23)
            )
