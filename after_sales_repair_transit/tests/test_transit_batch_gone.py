from odoo.tests import tagged

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchGone(TransitCommon):
    """Items that are lost on their way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()

    def _own_left(self, product):
        """How many of the customer's own our books still have."""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("owner_id", "=", self.customer.id)]
        )
        inside = quants.filtered(lambda quant: quant.location_id.usage in ("internal", "transit"))
        return sum(inside.mapped("quantity"))

    def test_lost_on_the_way(self):
        lost, other = self._store_repair(), self._store_repair()
        batch = self._send(lost | other)
        self.assertEqual(self._own_left(self.shirt), 2)
        lost.with_user(self.lead)._end_without_item("lost", "No trace", "carrier", 80.0)
        self.assertRecordValues(
            lost,
            [
                {
                    "outcome": "lost",
                    "outcome_reason": "No trace",
                    "after_sales_stage": "cancelled",
                    "gone_liable": "carrier",
                    "goods_location_id": False,
                }
            ],
        )
        self.assertEqual(self._own_left(self.shirt), 1)
        self.assertRecordValues(
            lost.cost_ids.filtered(lambda cost: cost.kind == "other"),
            [{"amount": 80.0, "payer": "company"}],
        )
        self.assertRecordValues(
            lost.gone_credit_id,
            [
                {
                    "move_type": "out_refund",
                    "state": "draft",
                    "amount_total": 80.0,
                    "partner_id": self.customer.id,
                }
            ],
        )
        line = batch.line_ids.filtered(lambda line: line.repair_id == lost)
        self.assertFalse(line.date_received)
        self.assertEqual(batch.state, "sent")
        batch.action_receive_all()
        self.assertEqual(batch.state, "received")
        self.assertFalse(line.date_received)
        self.assertEqual(other.goods_location_id, self.shelf)

    def test_last_item_lost_ends_the_batch(self):
        repair = self._store_repair()
        batch = self._send(repair)
        repair._end_without_item("lost", "No trace")
        self.assertEqual(batch.state, "received")
        self.assertFalse(batch.line_ids.date_received)
