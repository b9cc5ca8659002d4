from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.bounds_common import BoundsCommon

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairBounds(BoundsCommon, RepairCommon):
    """NaN, infinity, text and absurd numbers in the models of repairs."""

    def test_every_number_has_bounds(self):
        self._check_every_number_has_bounds("after_sales_repair")

    def _models_with_numbers(self):
        names = (
            "after.sales.cost",
            "after.sales.warranty",
            "repair.order",
            "res.users",
        )
        return [self.env[name] for name in names]

    def test_no_number_is_taken_that_is_none(self):
        self._check_no_number_is_taken_that_is_none(self._models_with_numbers())

    def test_hours_fees_and_months_of_an_existing_record(self):
        terms = self.env["after.sales.warranty"].search([], limit=1)
        with self.assertRefused("“nan”"):
            terms.write({"inspection_fee": "nan"})
        with self.assertRefused("from 0 to 1,200"):
            terms.write({"months": 10**6})

    def test_buttons_on_none_or_many(self):
        self._check_buttons_on_none_or_many("after_sales_repair")
