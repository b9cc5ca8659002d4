from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.bounds_common import BoundsCommon

from .common import OutsideCommon


@tagged("post_install", "-at_install")
class TestOutsideBounds(BoundsCommon, OutsideCommon):
    """NaN, infinity, text and absurd numbers in outside repairs."""

    def test_every_number_has_bounds(self):
        self._check_every_number_has_bounds("after_sales_repair_outside")

    def test_no_price_is_stored_that_is_none(self):
        self._check_no_number_is_stored_that_is_none(self._outside())

    def test_buttons_on_none_or_many(self):
        self._check_buttons_on_none_or_many("after_sales_repair_outside")
