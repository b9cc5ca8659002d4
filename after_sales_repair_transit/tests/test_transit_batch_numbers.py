from odoo.tests import freeze_time, tagged

from odoo.addons.after_sales_returns.tests.common import TURN_OF_THE_YEAR

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchNumbers(TransitCommon):
    """References of transit batches follow the company's year, too."""

    def _new(self):
        return self.env["after.sales.transit.batch"].create(
            {"store_id": self.store.id, "workshop_id": self.workshop.id}
        )

    def test_year_is_that_of_the_company(self):
        numbers = []
        for zone, moment, year in TURN_OF_THE_YEAR:
            self.company.partner_id.tz = zone
            with self.subTest(zone=zone, moment=moment), freeze_time(moment):
                numbers.append(self._new().name)
                self.assertTrue(numbers[-1].startswith(f"TRANSIT/{year}/"), numbers[-1])
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_imported_numbers_are_skipped_over(self):
        first = self._new()
        prefix, _slash, last = first.name.rpartition("/")
        self._new().sudo().name = f"{prefix}/{int(last) + 2:05}"
        self.assertEqual(self._new().name, f"{prefix}/{int(last) + 3:05}")
