from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCaseDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env.ref("after_sales_quality.demo_case_sole", raise_if_not_found=False)
        if not cls.case:
            cls.skipTest(cls, "this database has no demo data of cases")

    def test_one_bad_shoe_in_three_stores(self):
        self.assertRecordValues(
            self.case, [{"state": "investigating", "units_failed": 7, "store_count": 3}]
        )
        self.assertGreaterEqual(len(self.case.answer_ids), 3)
        self.assertEqual(self.case.units_seen, 4)

    def test_playing_it_again_changes_nothing(self):
        before = self.env["after.sales.case"].search_count([])
        self.env["after.sales.demo"]._load_case_story()
        self.assertEqual(self.env["after.sales.case"].search_count([]), before)
