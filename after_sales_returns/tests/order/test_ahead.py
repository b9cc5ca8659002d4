from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestAhead(AfterSalesCommon):
    """Money before the goods are sorted, where the policy says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.settle_at = "approval"

    def test_refund_at_approval(self):
        order = self._approve(self._create_return(self._sell((self.shirt, 2))))
        self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_untaxed": 200.0}])
        self.assertRecordValues(
            order.line_ids,
            [{"quantity_advanced": 2.0, "quantity_decided": 0.0, "quantity_settled": 0.0}],
        )
        self.assertEqual(order.stage, "awaiting_goods")

    def test_partial_receipt_is_sorted_and_the_rest_awaited(self):
        order = self._approve(self._create_return(self._sell((self.shirt, 3))))
        self._receive(order, quantity=1)
        parts = self._decide(order)
        self.assertRecordValues(parts, [{"quantity": 1.0, "state": "settled", "route": "restock"}])
        self.assertRecordValues(
            order.line_ids,
            [
                {
                    "quantity_received": 1.0,
                    "quantity_decided": 1.0,
                    "quantity_settled": 1.0,
                    "quantity_advanced": 2.0,
                }
            ],
        )
        self.assertEqual(sum(order.disposition_ids.mapped("amount_credited")), 300.0)
        self.assertEqual(order.stage, "awaiting_goods")
        self._receive(order)
        self._decide(order)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(len(order.refund_ids), 1)

    def test_refund_on_receipt(self):
        self.policy.settle_at = "receipt"
        order = self._approve(self._create_return(self._sell((self.shirt, 2))))
        self.assertFalse(order.refund_ids)
        self._receive(order)
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
        self.assertEqual(order.stage, "to_sort")
        self._decide(order)
        self.assertEqual(order.stage, "closed")

    def test_serials_settled_on_the_way_are_named_when_they_come(self):
        self.policy.settle_at = "transit"
        serials = self._create_serials(self.phone, "PH-1", "PH-2")
        order = self._approve(self._create_return(self._sell((self.phone, 2))))
        order.carrier_tracking_ref = "TRK1"
        self.assertEqual(order.refund_ids.amount_untaxed, 1000.0)
        receipt = order.picking_ids
        for line, lot in zip(receipt.move_line_ids, serials, strict=True):
            line.lot_id = lot
        self._receive(order)
        self.assertEqual(self._decide(order).lot_id, serials)
        self.assertEqual(order.stage, "closed")

    def test_policy_that_decides_alone_pays_after_sorting(self):
        self.policy.write({"settle_at": "sorting", "decision": "automatic"})
        order = self._create_return(self._sell((self.shirt, 2)))
        order.action_request()
        self.assertEqual(order.state, "approved")
        self._receive(order)
        order.disposition_ids.action_decide()
        self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_untaxed": 200.0}])
        self.assertEqual(order.stage, "closed")

    def test_what_a_policy_cannot_pay_waits_for_a_person(self):
        self.policy.write({"settle_at": "sorting", "decision": "automatic"})
        order = self._create_return(self._sell((self.shirt, 1), invoice=False))
        order.line_ids.sale_order_id._create_invoices()
        order.action_request()
        self._receive(order)
        order.disposition_ids.action_decide()
        self.assertEqual(order.stage, "to_settle")
        self.assertIn("draft", order.activity_ids.note)
