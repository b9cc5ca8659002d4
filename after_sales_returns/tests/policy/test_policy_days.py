from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import PolicyCase

ZONES = {
    "Asia/Shanghai": "2026-03-12 16:00:00",
    "America/New_York": "2026-03-13 04:00:00",
    "America/Los_Angeles": "2026-03-13 07:00:00",
    "Pacific/Kiritimati": "2026-03-12 10:00:00",
}


@tagged("post_install", "-at_install")
class TestPolicyDays(PolicyCase):
    """Days are the customer's or the company's, never those of UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy({"refund": 7, "store_credit": 7})

    def _place(self, owner, zone):
        """Give ``owner`` its zone; the goods were delivered on 5 March there."""
        (self.company.partner_id | self.customer).tz = False
        owner.tz = zone
        hour = {"Asia/Shanghai": "04", "Pacific/Kiritimati": "00"}.get(zone, "20")
        self.sale_line.move_ids.date = f"2026-03-05 {hour}:00:00"

    def test_period_ends_with_the_last_day_of_its_place(self):
        """The last second of 12 March is in time, the first of the 13th is not."""
        for owner in (self.company.partner_id, self.customer):
            for zone, midnight in ZONES.items():
                with self.subTest(owner=owner.name, zone=zone):
                    self._place(owner, zone)
                    with freeze_time(midnight, tz_offset=0) as clock:
                        clock.tick(-1)
                        self.assertVerdict("eligible", deadline=date(2026, 3, 12))
                        clock.tick(1)
                        self.assertVerdict("refused", deadline=date(2026, 3, 12))

    def test_customer_counts_before_the_company(self):
        self._place(self.customer, "America/Los_Angeles")
        self.company.partner_id.tz = "Asia/Shanghai"
        with freeze_time("2026-03-13 01:00:00"):  # the 12th, 18:00 in Los Angeles
            self.assertVerdict("eligible", deadline=date(2026, 3, 12))

    def test_another_wish_is_judged_as_of_the_day_of_the_request_there(self):
        """Asked for on the last day at 18:00 in Los Angeles: store credit instead of a refund
        is still within the time when it is settled."""
        self._place(self.company.partner_id, "America/Los_Angeles")
        order = self.line.return_id
        with freeze_time("2026-03-13 01:00:00"):
            order.action_request()
        self.assertEqual(self.line._day_requested(), date(2026, 3, 12))
        part = self.env["after.sales.disposition"].create(
            {"line_id": self.line.id, "quantity": 1.0, "resolution": "store_credit"}
        )
        with freeze_time("2026-03-20 12:00:00"):
            self.assertFalse(part._is_beyond_grant())

    def test_what_was_asked_for_this_evening_counts_as_past(self):
        """At 18:00 in Los Angeles it is tomorrow in UTC."""
        self._place(self.company.partner_id, "America/Los_Angeles")
        self.Policy.search([]).write({"decision": "automatic", "max_returns": 1})
        with freeze_time("2026-03-13 01:00:00"):
            past = self._line().return_id
            past.action_request()
            self.assertVerdict("review")

    def test_chinese_quality_days_end_on_a_working_day(self):
        """The seventh day, 7 November 2026, is a Saturday: Monday the 9th is the last."""
        law = self.env.ref("after_sales_returns.policy_cn_quality")
        self.Policy.search([]).active = False
        law.write({"active": True, "categ_ids": False})
        self.line.write({"reason_id": self.fault.id, "resolution": "refund"})
        self.line.photo_ids = self.env["ir.attachment"].create({"name": "a.png", "raw": b"x"})
        self.sale_line.move_ids.date = "2026-10-31 04:00:00"
        self.assertVerdict(
            "eligible", day="2026-11-09", deadline=date(2026, 11, 9), policy_id=law.id
        )
        self.assertVerdict("refused", day="2026-11-10")
