from odoo import fields
from odoo.tests import TransactionCase, tagged

from ...demo.repairs import REPAIRS
from ...models.repair.repair_order_stage import STAGES


@tagged("post_install", "-at_install")
class TestRepairDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref("after_sales_repair.demo_repair_draft", raise_if_not_found=False):
            cls.skipTest(cls, "this database has no demo data of repairs")
        cls.demo = cls.env["after.sales.demo"]
        cls.repairs = cls.env["repair.order"].union(
            *(cls.demo._repair(row["key"]) for row in REPAIRS)
        )

    def test_a_repair_in_every_stage(self):
        stages = set(self.repairs.mapped("after_sales_stage"))
        self.assertLessEqual({value for value, _label in STAGES}, stages)

    def test_playing_it_again_changes_nothing(self):
        before = self.env["repair.order"].search_count([])
        self.demo._load_repair_story()
        self.assertEqual(self.env["repair.order"].search_count([]), before)

    def test_nothing_is_played_without_the_returns_demo(self):
        names = ("demo_sale_01", "demo_repair_draft")
        self.env["ir.model.data"].search([("name", "in", names)]).unlink()
        before = self.env["repair.order"].search_count([])
        self.demo._load_repair_story()
        self.assertEqual(self.env["repair.order"].search_count([]), before)

    def test_the_steps_of_a_repair_follow_each_other(self):
        names = (
            "create_date",
            "date_intake",
            "date_diagnosed",
            "date_quoted",
            "date_quote_answered",
            "date_work_done",
            "date_ready",
            "date_pickup_ready",
            "date_handed_back",
        )
        for repair in self.repairs:
            moments = [repair[name] for name in names if repair[name]]
            with self.subTest(repair=repair.name, item=repair.item_name):
                self.assertEqual(moments, sorted(moments))
                self.assertLessEqual(moments[-1], fields.Datetime.now())

    def test_promises_were_kept_late_and_broken(self):
        promises = self.repairs.promise_ids
        self.assertTrue(promises.filtered("on_time"))
        self.assertTrue(promises.filtered(lambda own: own.date_met and own.date_breached))
        self.assertEqual({"met", "open", "paused", "breached"}, set(promises.mapped("state")))

    def test_the_remedy_after_failed_repairs_is_offered(self):
        third = self.demo._repair("watch_third")
        self.assertEqual(third.failed_repair_count, 2)
        self.assertTrue(third.after_sales_remedy_exchange)
        report = self.env["after.sales.repair.report"].search([("repair_id", "=", third.id)])
        self.assertEqual(report.repeat_rate, 100.0)

    def test_not_repairable_was_refunded(self):
        repair = self.demo._repair("not_repairable")
        self.assertEqual(repair.outcome, "not_repairable")
        self.assertRecordValues(
            repair.after_sales_return_id.refund_ids,
            [{"state": "posted", "move_type": "out_refund"}],
        )

    def test_stores_reported_in_time_and_late(self):
        self.assertFalse(self.demo._repair("store_on_time").store_responsible)
        self.assertTrue(self.demo._repair("store_late").store_responsible)

    def test_one_clock_runs_and_one_item_is_unclaimed(self):
        self.assertEqual(self.repairs.filtered("is_running"), self.demo._repair("phone_running"))
        self.assertEqual(
            self.repairs.filtered("date_unclaimed"), self.demo._repair("phone_unclaimed")
        )
