from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..common import RepairCommon
from ..store_common import StoreCommon


@tagged("post_install", "-at_install")
class TestRepairPromise(StoreCommon):
    """Diagnosis and hand-back are promised, and kept or broken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        calendar = cls.env.ref("resource.resource_calendar_std")
        calendar.tz = "UTC"
        cls.rules = cls.env["after.sales.promise.rule"]

    def _promise(self, repair, step):
        return repair.promise_ids.filtered(lambda promise: promise.step == step)

    @freeze_time("2026-03-05 08:00:00")  # a Thursday
    def test_intake_promises_diagnosis_and_hand_back(self):
        draft = self._counter_repair()
        self.assertFalse(draft.promise_ids)
        repair = self._store_repair()
        self.assertRecordValues(
            repair,
            [{"promise_step": "diagnosis", "promise_due": datetime(2026, 3, 6, 8)}],
        )
        # Five working days of eight hours, from Thursday over a weekend.
        due = self._promise(repair, "hand_back").due
        self.assertEqual(due.date(), datetime(2026, 3, 11).date())
        self.assertEqual(repair.promise_ids.warehouse_id, self.store)

    def test_diagnosed_late_and_handed_back_in_time(self):
        with freeze_time("2026-03-05 08:00:00"):
            repair = self._counter_repair()
            repair.action_validate()
        with freeze_time("2026-03-06 09:00:00"):
            self.assertTrue(repair.promise_late)
            late = self.env["repair.order"].search([("promise_late", "=", True)])
            self.assertIn(repair, late)
            repair.sudo().write({"date_diagnosed": "2026-03-06 09:00:00", "under_warranty": True})
            self.assertEqual(repair.promise_step, "hand_back")
            self.assertFalse(repair.promise_late)
        with freeze_time("2026-03-09 09:00:00"):
            self._work(repair)
        with freeze_time("2026-03-30 09:00:00"):
            self._hand_back(repair)
        diagnosis, hand_back = (self._promise(repair, step) for step in ("diagnosis", "hand_back"))
        self.assertRecordValues(
            diagnosis | hand_back,
            [
                {"state": "met", "on_time": 0.0, "date_met": datetime(2026, 3, 6, 9)},
                {"state": "met", "on_time": 1.0, "date_met": datetime(2026, 3, 9, 9)},
            ],
        )
        self.assertFalse(repair.promise_due)

    def test_waiting_for_the_customer_does_not_count(self):
        with freeze_time("2026-03-02 08:00:00"):
            repair = self._counter_repair()
            repair.action_validate()
            before = self._promise(repair, "hand_back").due
            repair.sudo().write({"date_diagnosed": "2026-03-02 08:00:00", "quote_state": "sent"})
        promise = self._promise(repair, "hand_back")
        self.assertEqual(promise.state, "paused")
        with freeze_time("2026-03-04 08:00:00"):
            repair.sudo().quote_state = "accepted"
        self.assertEqual(promise.state, "open")
        self.assertEqual(promise.paused_hours, 16)
        # From Friday to Tuesday: the weekend does not count either.
        self.assertEqual((promise.due - before).days, 4)

    def test_cancelled_repair_promises_nothing(self):
        repair = self._counter_repair()
        repair.action_validate()
        repair.action_repair_cancel()
        self.assertEqual(self._promise(repair, "diagnosis").state, "cancelled")
        self._hand_back(repair)
        self.assertFalse(repair.promise_ids.filtered(lambda own: own.state == "open"))

    def test_store_sees_the_promises_of_its_repairs(self):
        self._create_users()
        own = self._store_repair().promise_ids
        other = self._store_repair(store=self.other_store).promise_ids
        model = self.env["after.sales.promise"]
        domain = [("id", "in", (own | other).ids)]
        self.assertEqual(model.with_user(self.store_user).search(domain), own)
        self.assertEqual(model.with_user(self.technician).search(domain), own | other)


@tagged("post_install", "-at_install")
class TestRepairEscalation(RepairCommon):
    """Somebody hears of a late repair, also while it is nobody's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.team = cls.env["after.sales.team"].create({"name": "Bench", "user_id": cls.lead.id})
        cls.warehouse.after_sales_team_id = cls.team

    def _late_diagnosis(self, repair):
        promise = repair.promise_ids.filtered(lambda own: own.step == "diagnosis")
        with freeze_time(promise.due + timedelta(hours=1)):
            promise._do_follow_up(fields.Datetime.now())
        return promise

    def test_leader_of_the_workshop_hears_of_what_nobody_has(self):
        repair = self._counter_repair(user_id=False)
        repair.action_validate()
        promise = self._late_diagnosis(repair)
        self.assertRecordValues(promise, [{"state": "breached", "team_id": self.team.id}])
        self.assertRecordValues(
            promise.escalation_activity_id,
            [{"user_id": self.lead.id, "res_model": "repair.order", "res_id": repair.id}],
        )

    def test_team_of_the_return_comes_first(self):
        service = self.env["after.sales.team"].create({"name": "Service"})
        repair = self._returned_repair(team_id=service.id)
        self.assertEqual(repair.promise_ids.team_id, service)

    def test_rule_of_a_team_holds_for_its_workshop(self):
        self.env["after.sales.promise.rule"].create(
            {
                "name": "Bench in an hour",
                "step": "diagnosis",
                "sequence": 0,
                "hours": 1.0,
                "warn_hours": 0.0,
                "team_id": self.team.id,
            }
        )
        repair = self._counter_repair()
        repair.action_validate()
        promise = repair.promise_ids.filtered(lambda own: own.step == "diagnosis")
        self.assertEqual(promise.due, repair.date_intake + timedelta(hours=1))
