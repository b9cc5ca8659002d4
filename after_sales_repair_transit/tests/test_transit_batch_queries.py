from odoo.tests import tagged

from .common import TransitCommon

MANY = 40
# Queries that one more item costs, with headroom. All of it is Odoo's own, move by move: the
# quant that it leaves, the one that it comes to.
PER_ITEM = {"send": 12, "receive": 8}


@tagged("post_install", "-at_install")
class TestTransitBatchQueries(TransitCommon):
    """A transit batch has two transfers, however much is in it, and no query of ours per item."""

    def _count(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        step()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _cycle(self, count):
        repairs = self.env["repair.order"]
        for _index in range(count):
            repairs |= self._counter_repair(after_sales_store_id=self.store.id)
        repairs.action_validate()
        batch = self._pack(repairs)
        counts = {
            "send": self._count(batch.action_send),
            "receive": self._count(batch.action_receive_all),
        }
        self.assertEqual(len(batch.picking_ids), 2)
        return counts

    def test_items_cost_next_to_nothing(self):
        self._cycle(1)
        one, many = self._cycle(1), self._cycle(MANY)
        for step, bound in PER_ITEM.items():
            grown = (many[step] - one[step]) / (MANY - 1)
            with self.subTest(step=step, one=one[step], many=many[step], grown=grown):
                self.assertLessEqual(grown, bound)
