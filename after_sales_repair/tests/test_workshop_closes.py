from odoo.tests import tagged

from .consignment_common import ConsignmentCommon


@tagged("post_install", "-at_install")
class TestWorkshopCloses(ConsignmentCommon):
    """Repairs and parcels of a store that is archived."""

    def test_open_repairs_are_named_and_stop_it(self):
        repair = self._store_repair()
        with self.assertRefused(f"Berlin still has 1 open repairs: {repair.name}"):
            self.store.action_archive()

    def test_another_store_goes_on(self):
        repair = self._store_repair()
        name, place = repair.name, self.other_store.after_sales_repair_location_id
        self.store._after_sales_hand_over(self.other_store)
        self.assertRecordValues(
            repair,
            [
                {
                    "name": name,
                    "after_sales_store_id": self.other_store.id,
                    "after_sales_workshop_id": self.workshop.id,
                    "goods_location_id": place.id,
                }
            ],
        )
        self.assertEqual(self._quantity_at(self.shirt, place, self.customer), 1)
        self.store.action_archive()
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
        consignment = self._pack(repair, workshop_id=workshop.id)
        consignment.action_send()
        consignment.action_receive_all()

    def test_parcel_arrives_first(self):
        consignment = self._send(self._store_repair())
        with self.assertRefused(f"{consignment.name} is not received yet"):
            self.store._after_sales_hand_over(self.other_store)
