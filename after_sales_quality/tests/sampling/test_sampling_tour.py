from odoo.tests import HttpCase, new_test_user, tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingTour(SamplingCommon, HttpCase):
    """The receiving page in a browser, as large as a tablet, with an inspector's rights alone."""

    browser_size = "820x1180"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, "tour_sampling", groups="after_sales_inspection.group_inspector")

    def test_a_receipt_of_1000_is_refused_at_the_fourth_unit(self):
        lot = self._bought(self.shoe, 1000)
        self.start_tour(
            f"/odoo/after-sales-sampling/{lot.id}",
            "after_sales_sampling_tour",
            login="tour_sampling",
        )
        self.assertRecordValues(
            lot,
            [
                {
                    "state": "refused",
                    "code_letter": "J",
                    "sample_size": 80,
                    "accept_major": 3,
                    "found_major": 4,
                    "counted": 7,
                }
            ],
        )
        self.assertEqual(self._at(self.warehouse.after_sales_quarantine_location_id), 1000)
