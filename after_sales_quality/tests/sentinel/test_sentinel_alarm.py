from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SentinelCommon


@tagged("post_install", "-at_install")
class TestSentinelAlarm(SentinelCommon):
    """Who hears of what, and who answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()

    def _ring(self):
        self._fail({"quantity": 4.0})
        return self._row()

    def test_same_defect_from_two_stores(self):
        mall = self.stores[1].id
        for failures, state in (
            ([{}, {}], "quiet"),  # twice in one store
            ([{"days_ago": 15}, {"warehouse_id": mall}], "quiet"),  # too long ago
            ([{"days_ago": 13}, {"warehouse_id": mall}], "watch"),
            ([{}, {"warehouse_id": mall, "defect_id": self.thread.id}], "quiet"),
            ([{}, {"warehouse_id": False}], "quiet"),
        ):
            with self.subTest(failures=failures):
                shoe = self._create_product("Another shoe", 50.0)
                self._sold(shoe, 100000)
                self._fail(*({"product_id": shoe.id, **one} for one in failures))
                self.assertEqual(self._row(product=shoe).state, state)

    def test_alarm_at_the_line(self):
        """Three fail: 6.9 points. The line: one of 40,000 a week, 0.0173 failures expected a week,
        so that 690 are lived through."""
        self._fail({"quantity": 2.0})
        row = self._row()
        self.assertEqual(row.state, "quiet")
        self.assertGreater(row.threshold, row.score)
        self._fail({"quantity": 2.0})
        self.assertGreater(row.score, row.threshold)
        self.assertEqual(row.state, "alarm")

    def test_fewer_false_alarms_raise_the_line(self):
        self._fail({})
        row = self._row()
        before = row.threshold
        self.company.after_sales_false_alarms = 0.1
        row._refresh()
        # Ten times as seldom: about log(10) higher.
        self.assertAlmostEqual(row.threshold - before, 2.3, delta=0.3)

    def test_leads_are_told_with_the_numbers(self):
        row = self._ring()
        message = row.message_ids.filtered("partner_ids")
        self.assertIn(self.quality.partner_id, message.partner_ids)
        for words in ("4 failed", "0.96 were expected", "1000 sold", "960 are old", "Stores:"):
            self.assertIn(words, message.body)
        activity = row.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertTrue(activity.user_id.has_group("after_sales_inspection.group_quality_lead"))
        self.assertIn("Alarm: Shoe, Sole open", activity.summary)
        # What rings already tells nobody again.
        self._fail({})
        self.assertEqual(row.activity_ids, activity)

    def test_watch_becomes_an_alarm(self):
        self._fail({}, {"warehouse_id": self.stores[1].id})
        row = self._row()
        self.assertEqual(row.state, "watch")
        self._fail({"quantity": 3.0})
        self.assertEqual(row.state, "alarm")
        self.assertEqual(len(row.activity_ids), 2)

    def test_parts_of_a_style_that_rings_tell_nobody(self):
        lot = self.env["stock.lot"].create(
            {
                "name": "S-1",
                "product_id": self._create_product("Ring", 9.0, tracking="lot").id,
                "after_sales_production_date": "2025-03-01",
            }
        )
        self._sold(lot.product_id, 100, lot_id=lot.id, production_year=2025)
        self._fail({"product_id": lot.product_id.id, "lot_id": lot.id, "quantity": 5.0})
        rows = self.sentinels.search([("product_tmpl_id", "=", lot.product_id.product_tmpl_id.id)])
        self.assertEqual(set(rows.mapped("state")), {"alarm"})
        self.assertEqual(rows.activity_ids.mapped("res_id"), self._row("style", lot.product_id).ids)

    def test_lead_answers_with_a_reason(self):
        row = self._ring()
        answer = self.env["after.sales.sentinel.answer"].with_user(self.quality)
        action = row.with_user(self.quality).action_answer()
        answer = answer.with_context(**action["context"]).create({"reason": "One batch of glue"})
        self.assertEqual(answer.sentinel_ids, row)
        answer.action_answer()
        self.assertRecordValues(
            row,
            [
                {
                    "state": "quiet",
                    "score": 0.0,
                    "units_scored": 0.0,
                    "units_failed": 4.0,
                    "answer_reason": "One batch of glue",
                    "answer_user_id": self.quality.id,
                }
            ],
        )
        self.assertFalse(row.activity_ids)
        self.assertIn("One batch of glue", row.message_ids[0].body)
        self.assertEqual(row.message_ids[0].author_id, self.quality.partner_id)

    def test_counting_begins_anew_after_the_answer(self):
        row = self._ring()
        row._answer("Looked into")
        self._fail({"days_ago": 1})  # became known before
        self.assertEqual(row.score, 0)
        self.assertEqual(row.units_failed, 5)
        self._fail({"days_ago": -1})
        self.assertAlmostEqual(row.score, 2.30, 2)
        self.assertEqual(row.state, "quiet")

    def test_what_cannot_be_answered(self):
        row = self._ring()
        with self.assertRefused("Say in a few words"):
            row._answer(" ")
        self._fail({"defect_id": self.thread.id})
        with self.assertRefused("Shoe, Thread: nothing asks"):
            self._row(defect=self.thread)._answer("Why not")
        self.assertEqual(row.state, "alarm")
        with self.assertRefused("", AccessError):
            row.with_user(self.store_user)._answer("Mine")
