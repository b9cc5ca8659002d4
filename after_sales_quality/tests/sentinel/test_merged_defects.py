from odoo.tests import tagged

from .common import SentinelCommon


@tagged("post_install", "-at_install")
class TestMergedDefects(SentinelCommon):
    """What failed with two defects that mean the same."""

    def _merge(self):
        self.sole._merge_into(self.thread)
        self._run_job("ir_cron_count_failures")

    def test_failures_of_both_are_counted_together(self):
        self._fail({}, {"days_ago": 3}, {"defect_id": self.thread.id, "quantity": 2.0})
        self._merge()
        self.assertFalse(self._row())
        row = self._row(defect=self.thread)
        self.assertRecordValues(row, [{"units_failed": 4.0, "recount": False}])
        self.assertEqual(len(self.events.search(row._event_domain())), 3)

    def test_score_is_as_if_it_had_been_one_from_the_beginning(self):
        failures = [{"days_ago": 20}, {"days_ago": 10}, {"days_ago": 1}]
        names = ("units_failed", "score", "state", "date_first", "date_last")
        with self.undone():
            self._fail(*({**one, "defect_id": self.thread.id} for one in failures))
            [expected] = self._row(defect=self.thread).read(names)
        self._fail(*failures[:2], {**failures[2], "defect_id": self.thread.id})
        self._merge()
        [found] = self._row(defect=self.thread).read(names)
        self.assertEqual({**found, "id": 0}, {**expected, "id": 0})

    def test_companies_count_each_their_own(self):
        other = self.env["res.company"].create(
            {"name": "Elsewhere", "after_sales_sold_until": "2026-03-02"}
        )
        self._fail({"quantity": 2.0})
        self._fail({"quantity": 3.0, "company_id": other.id, "warehouse_id": False})
        self._merge()
        rows = self._row(defect=self.thread)
        self.assertEqual(
            {row.company_id: row.units_failed for row in rows}, {self.company: 2.0, other: 3.0}
        )

    def test_document_that_said_both_says_it_once(self):
        events = self._fail({"quantity": 1.0}, {"quantity": 2.0, "defect_id": self.thread.id})
        events[1].res_id = events[0].res_id
        self._merge()
        self.assertRecordValues(events.exists(), [{"defect_id": self.thread.id, "quantity": 2.0}])

    def test_three_at_once(self):
        other = self.env["after.sales.defect"].create({"code": "SEAM-T", "name": "Seam"})
        self._fail({}, {"defect_id": other.id})
        (self.sole | other)._merge_into(self.thread)
        self._run_job("ir_cron_count_failures")
        self.assertEqual(self._row(defect=self.thread).units_failed, 2.0)

    def test_alarm_that_nobody_answered_stays(self):
        self._create_users()
        self._fail({"quantity": 1.0, "defect_id": self.thread.id, "days_ago": 30})
        answered = self._row(defect=self.thread)
        answered.write({"state": "watch"})
        answered.with_user(self.quality)._answer("One bad shoe.")
        self._fail({"quantity": 60.0, "days_ago": 1})
        self.assertEqual(self._row().state, "alarm")
        self._merge()
        self.assertRecordValues(answered, [{"state": "alarm", "date_restart": False}])

    def test_returned_goods_with_both(self):
        first, second = self._two_decided(self.sole, self.thread)
        self._merge()
        self.assertEqual((first | second).defect_id, self.thread)
        events = self.events.search(
            [("res_model", "=", first.line_id._name), ("res_id", "=", first.line_id.id)]
        )
        self.assertRecordValues(events, [{"defect_id": self.thread.id, "quantity": 2.0}])

    def _two_decided(self, *defects):
        """:return: the dispositions of two shoes of one line, each with another defect"""
        parts = self._returned((self.shoe, 2)).action_sort()
        parts.quantity = 1.0
        parts |= parts.copy({"quantity": 1.0})
        for part, defect in zip(parts, defects, strict=True):
            part.defect_id = defect
        return parts

    def test_rates_are_of_both(self):
        self._fail({"days_ago": 80}, {"days_ago": 80, "defect_id": self.thread.id})
        rates = self.env["after.sales.sentinel.rate"]
        rates._learn(self.company)
        self._merge()
        found = rates.search(
            [("defect_id", "in", (self.sole | self.thread).ids), ("units_failed", ">", 0)]
        )
        self.assertRecordValues(found, [{"defect_id": self.thread.id, "units_failed": 2.0}])
