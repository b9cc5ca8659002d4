from ast import literal_eval
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..quote.common import QuoteCommon


@tagged("post_install", "-at_install")
class TestUnclaimed(QuoteCommon):
    """Who does not fetch an item is reminded up to three times; then the item is listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now()
        cls.repair = cls._work(cls._accepted(user_id=cls.technician.id))

    def _after(self, days, times=1):
        with freeze_time(self.start + timedelta(days=days, minutes=5)):
            for _time in range(times):
                with self.enter_registry_test_mode():
                    self.env.ref("after_sales_repair.ir_cron_unclaimed").method_direct_trigger()
        self.env.invalidate_all()

    def _reminders(self):
        template = self.env.ref("after_sales_repair.mail_template_repair_reminder")
        return self.env["after.sales.mail"].search_count(
            [("repair_id", "=", self.repair.id), ("template_id", "=", template.id)]
        )

    def test_nobody_is_reminded_early(self):
        self._after(6)
        self.assertEqual(self._reminders(), 0)

    def test_reminders_come_once_each_and_three_in_all(self):
        for days, count in ((7, 1), (13, 1), (14, 2), (21, 3), (28, 3), (60, 3)):
            self._after(days, times=2)
            with self.subTest(days=days):
                self.assertEqual(self._reminders(), count)

    def test_missed_reminders_are_not_caught_up(self):
        self._after(40, times=3)
        self.assertEqual(self._reminders(), 1)

    def test_unclaimed_once(self):
        self._after(29)
        self.assertFalse(self.repair.date_unclaimed)
        self._after(30)
        since = self.repair.date_unclaimed
        self.assertTrue(since)
        self._after(31, times=2)
        self.assertEqual(self.repair.date_unclaimed, since)
        self.assertEqual(self.repair.activity_ids.user_id, self.technician)
        action = self.env.ref("after_sales_repair.repair_order_action_unclaimed")
        self.assertIn(self.repair, self.env["repair.order"].search(literal_eval(action.domain)))

    def test_reminder_names_what_keeping_it_costs(self):
        self.company.write(
            {
                "after_sales_unclaimed_days": 10,
                "after_sales_storage_fee": 2.0,
            }
        )
        self.company.after_sales_storage_product_id.taxes_id = False
        template = self.env.ref("after_sales_repair.mail_template_repair_reminder")
        for days, words in ((7, False), (10, False), (14, "8.00 so far")):
            self._after(days)
            with freeze_time(self.start + timedelta(days=days, minutes=5)):
                body = template._render_field("body_html", self.repair.ids)[self.repair.id]
            with self.subTest(days=days):
                self.assertIn(words or "Please fetch it", body)
                self.assertEqual("Keeping it has cost" in body, bool(words))

    def test_fetched_items_are_left_in_peace(self):
        self._hand_back(self.repair)
        self._after(60)
        self.assertEqual(self._reminders(), 0)
        self.assertFalse(self.repair.date_unclaimed)

    def test_zero_days_means_never(self):
        self.company.write({"after_sales_pickup_reminder_days": 0, "after_sales_unclaimed_days": 0})
        self._after(90)
        self.assertEqual(self._reminders(), 0)
        self.assertFalse(self.repair.date_unclaimed)
