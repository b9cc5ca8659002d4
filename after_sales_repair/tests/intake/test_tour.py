from odoo.tests import HttpCase, new_test_user, tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairTour(RepairCommon, HttpCase):
    """What people press, in a browser, with their own rights and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store_user = new_test_user(
            cls.env, "tour_counter", groups="after_sales_returns.group_after_sales_store"
        )
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls.phone.name = "Counter Phone"

    def test_counter_takes_in_and_hands_back(self):
        self.start_tour(
            "/odoo/after-sales-repairs", "after_sales_counter_intake_tour", login="tour_counter"
        )
        repair = self.env["repair.order"].search([("item_serial", "=", "IMEI-77")])
        self.assertRecordValues(
            repair,
            [
                {
                    "after_sales_stage": "to_diagnose",
                    "after_sales_origin": "counter",
                    "after_sales_store_id": self.warehouse.id,
                    "goods_location_id": self.shelf.id,
                    "partner_id": self.customer.id,
                    "accessories": "Charger",
                    "create_uid": self.store_user.id,
                    "user_id": False,
                }
            ],
        )
        self._diagnose(repair)
        self._work(repair)
        repair.sudo().hand_back_code = "123456"
        self.start_tour(
            f"/odoo/after-sales-repairs/{repair.id}",
            "after_sales_counter_hand_back_tour",
            login="tour_counter",
        )
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "handed_back", "hand_back_to": "Her brother"}],
        )
