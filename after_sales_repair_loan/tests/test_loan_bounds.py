from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.bounds_common import BoundsCommon

from .common import LoanCommon

MODELS = ("after.sales.loan", "after.sales.loan.return", "after.sales.loaner.transfer")


@tagged("post_install", "-at_install")
class TestLoanBounds(BoundsCommon, LoanCommon):
    """NaN, infinity, text and absurd numbers in loans."""

    def test_every_number_has_bounds(self):
        self._check_every_number_has_bounds("after_sales_repair_loan")

    def test_no_number_is_taken_that_is_none(self):
        self._check_no_number_is_taken_that_is_none([self.env[name] for name in MODELS])

    def test_buttons_on_none_or_many(self):
        self._check_buttons_on_none_or_many("after_sales_repair_loan")
