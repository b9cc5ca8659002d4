from odoo.tests import tagged

from odoo.addons.after_sales_pos.tests.screen.till_tour_common import TillTourCommon


@tagged("post_install", "-at_install")
class TestTillRepairTour(TillTourCommon):
    """Items are handed in for repair at a till, in a browser."""

    browser_size = "1024x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.reason"].create({"name": "Does not work", "category": "quality"})
        cls.phone.available_in_pos = True

    def _repair(self):
        return self.env["repair.order"].search([("product_id", "=", self.phone.id)])

    def test_sold_phone_is_handed_in_by_its_serial(self):
        self._create_store_serials(self.store, self.phone, "R-1")
        self._sell_at_till(
            self.till, (self.phone, 1, {"pack_lot_ids": ["R-1"]}), partner=self.customer
        )
        self._tour("till_repair_receipt")
        repair = self._repair()
        self.assertRecordValues(
            repair,
            [
                {
                    "state": "confirmed",
                    "partner_id": self.customer.id,
                    "after_sales_store_id": self.store.id,
                    "fault_description": "Screen stays dark",
                }
            ],
        )
        self.assertEqual(repair.lot_id.name, "R-1")
        self.assertEqual(repair.after_sales_return_id.pos_config_id, self.till)

    def test_own_phone_is_handed_in_without_receipt(self):
        self._tour("till_repair_own")
        self.assertRecordValues(
            self._repair(),
            [
                {
                    "state": "confirmed",
                    "after_sales_origin": "counter",
                    "partner_id": self.customer.id,
                    "item_serial": "IMEI-77",
                }
            ],
        )
