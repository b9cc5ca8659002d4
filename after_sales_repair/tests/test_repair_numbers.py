from odoo.tests import freeze_time, tagged

from odoo.addons.after_sales_returns.tests.common import TURN_OF_THE_YEAR

from .consignment_common import ConsignmentCommon


@tagged("post_install", "-at_install")
class TestRepairNumbers(ConsignmentCommon):
    """References of loans and consignments follow the company's year, too."""

    def _new(self, model):
        return self.env[model].create(
            {
                "after.sales.consignment": {
                    "store_id": self.store.id,
                    "workshop_id": self.workshop.id,
                },
                "after.sales.loan": {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.store.id,
                    "product_id": self.shirt.id,
                },
            }[model]
        )

    def test_year_is_that_of_the_company(self):
        for model, kind in (("after.sales.consignment", "CONS"), ("after.sales.loan", "LOAN")):
            numbers = []
            for zone, moment, year in TURN_OF_THE_YEAR:
                self.company.partner_id.tz = zone
                with self.subTest(model=model, zone=zone, moment=moment), freeze_time(moment):
                    numbers.append(self._new(model).name)
                    self.assertTrue(numbers[-1].startswith(f"{kind}/{year}/"), numbers[-1])
            self.assertEqual(len(numbers), len(set(numbers)))

    def test_imported_numbers_are_skipped_over(self):
        for model in ("after.sales.consignment", "after.sales.loan"):
            with self.subTest(model=model):
                first = self._new(model)
                prefix, _slash, last = first.name.rpartition("/")
                self._new(model).sudo().name = f"{prefix}/{int(last) + 2:05}"
                self.assertEqual(self._new(model).name, f"{prefix}/{int(last) + 3:05}")
