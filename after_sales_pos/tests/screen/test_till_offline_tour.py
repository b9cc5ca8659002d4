import json

from odoo.tests import tagged

from .till_tour_common import TillTourCommon


@tagged("post_install", "-at_install")
class TestTillOfflineTour(TillTourCommon):
    def test_offline_refund_of_a_local_receipt_is_synced_later(self):
        self.till.after_sales_offline_max = 200.0
        self._tour("till_offline")
        refund = self._last_order(is_refund=True)
        self.assertRecordValues(
            refund, [{"state": "paid", "amount_total": -110.0, "amount_paid": -110.0}]
        )
        request = json.loads(refund.after_sales_request)
        sold = self._last_order(is_refund=False).lines
        self.assertTrue(request["offline"])
        self.assertEqual(request["cashier"], self.cashier.name)
        self.assertEqual([wish["line_id"] for wish in request["wishes"]], sold.ids)

    def test_offline_refund_above_the_limit_is_refused(self):
        self.till.after_sales_offline_max = 100.0
        self._tour("till_offline_limit")
        self.assertFalse(self._last_order(is_refund=True))
