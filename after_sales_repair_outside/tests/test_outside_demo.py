from odoo.tests import TransactionCase, tagged

from ..demo.repairs import REPAIRS


@tagged("post_install", "-at_install")
class TestOutsideDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        played = "after_sales_repair.demo_repair_watch_vendor"
        if not cls.env.ref(played, raise_if_not_found=False):
            cls.skipTest(cls, "this database has no demo data of outside repairs")
        cls.demo = cls.env["after.sales.demo"]

    def test_one_is_back_and_one_is_there(self):
        repairs = self.env["repair.order"].union(
            *(self.demo._repair(row["key"]) for row in REPAIRS)
        )
        self.assertEqual(repairs.mapped("after_sales_stage"), ["handed_back", "outside"])
        self.assertEqual(repairs.after_sales_outside_ids.mapped("state"), ["back", "sent"])
        self.assertEqual(repairs[0].cost_ids.filtered(lambda one: one.kind == "outside").amount, 38)

    def test_playing_it_again_changes_nothing(self):
        before = self.env["repair.order"].search_count([])
        self.demo._load_outside_story()
        self.assertEqual(self.env["repair.order"].search_count([]), before)
