from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSentinelDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        played = "after_sales_quality.demo_sentinel_sole"
        cls.row = cls.env.ref(played, raise_if_not_found=False)
        if not cls.row:
            cls.skipTest(cls, "this database has no demo data of quality")

    def test_one_bad_shoe_in_three_stores(self):
        self.assertEqual(self.row.state, "alarm")
        self.assertEqual(self.row.store_count, 3)
        self.assertGreater(self.row.score, self.row.threshold)
        self.assertTrue(self.row.activity_ids)

    def test_playing_it_again_changes_nothing(self):
        before = self.env["after.sales.sentinel.event"].search_count([])
        self.env["after.sales.demo"]._load_sentinel_story()
        self.assertEqual(self.env["after.sales.sentinel.event"].search_count([]), before)
