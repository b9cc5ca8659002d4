from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSamplingDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        name = "after_sales_quality.demo_sampling_lot_"
        cls.lots = [
            cls.env.ref(f"{name}{one}", raise_if_not_found=False)
            for one in ("accepted", "sorted", "waiting")
        ]
        if not all(cls.lots):
            cls.skipTest(cls, "this database has no demo data of quality")

    def test_lots_of_each_kind(self):
        accepted, refused, waiting = self.lots
        self.assertEqual(accepted.state, "accepted")
        self.assertRecordValues(
            refused,
            [
                {
                    "state": "partly",
                    "quantity_accepted": 51,
                    "quantity_refused": 9,
                    "found_critical": 1,
                }
            ],
        )
        self.assertRecordValues(waiting, [{"state": "to_sample", "counted": 6}])

    def test_playing_it_again_changes_nothing(self):
        before = self.env["after.sales.sampling.lot"].search_count([])
        self.env["after.sales.demo"]._load_sampling_story()
        self.assertEqual(self.env["after.sales.sampling.lot"].search_count([]), before)
