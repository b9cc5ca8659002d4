from odoo.tests import tagged

from ..store_common import StoreCommon


@tagged("post_install", "-at_install")
class TestWorkshopCloses(StoreCommon):
    """Repairs of a store that is archived."""

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
