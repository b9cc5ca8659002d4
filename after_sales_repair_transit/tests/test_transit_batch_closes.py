from odoo.tests import tagged

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchCloses(TransitCommon):
    """Stores and workshops that close, and what travels between them."""

    def test_workshop_goes_on_for_the_store_that_goes_on(self):
        repair = self._store_repair()
        self.store._after_sales_hand_over(self.other_store)
        self._bring(repair, self.workshop)
        self._diagnose(repair)
        self._work(repair)
        self.assertEqual(repair.state, "done")

    def test_workshop_hands_over_its_work(self):
        self.other_store.after_sales_workshop_id = False
        self.store.after_sales_workshop_id = self.other_store
        repair = self._store_repair()
        name = repair.name
        self._bring(repair, self.other_store)
        self.other_store._after_sales_hand_over(self.workshop)
        self.assertEqual(repair.after_sales_workshop_id, self.workshop)
        self.assertEqual(repair.name, name)
        self.assertEqual(repair.goods_location_id, self.shelf)
        self.assertEqual(self.store.after_sales_workshop_id, self.workshop)
        self.other_store.action_archive()

    def _bring(self, repair, workshop):
        batch = self._pack(repair, workshop_id=workshop.id)
        batch.action_send()
        batch.action_receive_all()

    def test_parcel_arrives_first(self):
        batch = self._send(self._store_repair())
        with self.assertRefused(f"{batch.name} is not received yet"):
            self.store._after_sales_hand_over(self.other_store)
