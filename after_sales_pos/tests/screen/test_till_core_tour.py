from odoo.tests import new_test_user, tagged

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

    def _sell_with_service(self):
        """:return: the service"""
        self.till.after_sales_plain_refund = "screen"
        service = self._create_product("Tailoring", 20.0, available_in_pos=True, type="service")
        self._sell_at_till(self.till, (self.shirt, 1), (service, 1))
        return service

    def test_service_is_paid_back_where_goods_go_through_the_return_screen(self):
        service = self._sell_with_service()
        self._tour("till_core_refund_service")
        refund = self._last_order(is_refund=True)
        self.assertEqual((refund.state, refund.lines.product_id), ("paid", service))

    def test_service_that_was_chosen_with_goods_is_paid_back_after_them(self):
        service = self._sell_with_service()
        self._tour("till_core_refund_both")
        refund = self._last_order(is_refund=True)
        self.assertEqual((refund.state, refund.lines.product_id), ("paid", service))

    def test_manager_is_told_the_verdict_of_a_core_refund(self):
        self.till.after_sales_plain_refund = "manager"
        reason = self.reason.copy({"name": "Does not fit at all"})
        new_test_user(self.env, "till_manager", groups="point_of_sale.group_pos_manager")
        self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        self._tour("till_core_refund_manager")
        override = self.env["after.sales.override"].search(
            [("pos_order_id", "=", self._last_order(is_refund=True).id)]
        )
        self.assertRecordValues(
            override, [{"kind": "plain", "reason_id": reason.id, "reason": "A good customer"}]
        )
        self.assertIn("Shirt: ", override.verdict)
