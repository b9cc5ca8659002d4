from odoo.tests import tagged

from .till_tour_common import TillTourCommon


@tagged("post_install", "-at_install")
class TestTillCoreTour(TillTourCommon):
    """What changes at a till for those who never open the return screen."""

    def test_every_receipt_has_the_barcode_of_its_number(self):
        self._tour("till_plain_sale")
        self.assertEqual(self._last_order().state, "paid")

    def test_core_refund_of_a_unit_held_elsewhere_is_refused_with_a_sentence(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        self._as_cashier(self.other_till).after_sales_reserve(
            "other-ticket", [self._wish(order.lines)]
        )
        self._tour("till_core_refund_refused")
        self.assertFalse(self._last_order(is_refund=True))
