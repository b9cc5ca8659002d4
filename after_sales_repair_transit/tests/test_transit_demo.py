from odoo.tests import TransactionCase, tagged

from ..demo.batches import REPAIRS


@tagged("post_install", "-at_install")
class TestTransitDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        played = "after_sales_repair.demo_repair_mall_watch"
        if not cls.env.ref(played, raise_if_not_found=False):
            cls.skipTest(cls, "this database has no demo data of transit batches")
        cls.demo = cls.env["after.sales.demo"]
        cls.repairs = cls.env["repair.order"].union(
            *(cls.demo._repair(row["key"]) for row in REPAIRS)
        )

    def test_some_came_one_is_on_its_way_one_was_too_much(self):
        sent = self.repairs.after_sales_batch_line_ids.batch_id
        self.assertEqual(set(sent.mapped("state")), {"sent", "received"})
        self.assertEqual(len(sent.filtered("is_extra")), 1)
        waiting = self.repairs.filtered(lambda repair: repair.after_sales_stage == "to_hand_back")
        self.assertEqual(waiting, self.demo._repair("phone_ready"))
        self.assertTrue(waiting.after_sales_date_store_received)

    def test_playing_it_again_changes_nothing(self):
        before = self.env["after.sales.transit.batch"].search_count([])
        self.demo._load_transit_story()
        self.assertEqual(self.env["after.sales.transit.batch"].search_count([]), before)
