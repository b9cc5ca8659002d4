from freezegun import freeze_time

from odoo.tests import tagged

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchLimit(TransitCommon):
    """The transit batches of a week, the freight of more, and defects that a store reports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_freight_amount = 10.0
        cls.company.partner_id.tz = "Europe/Berlin"
        cls.store.after_sales_transit_batches_per_week = 1

    def _costs(self, batch):
        return self.env["after.sales.cost"].search([("batch_id", "=", batch.id)], order="id")

    def test_two_stores_one_over_its_limit(self):
        with freeze_time("2026-03-03 09:00:00"):
            first = self._send(self._store_repair())
            self.assertFalse(first.limit_warning)
            packed = self._pack(self._store_repair() | self._store_repair() | self._store_repair())
            self.assertRegex(packed.limit_warning, "its 1 transit batches of this week.*10.00")
            packed.action_send()
            others = [self._send(self._store_repair(store=self.other_store)) for _count in range(2)]
        self.assertRecordValues(first, [{"is_extra": False, "week_sent": "2026-W10"}])
        self.assertRecordValues(packed, [{"is_extra": True}])
        self.assertEqual([one.is_extra for one in others], [False, False])
        self.assertRecordValues(
            self._costs(packed),
            [
                {"amount": amount, "payer": "store", "kind": "freight", "repair_id": repair.id}
                for amount, repair in zip((3.33, 3.33, 3.34), packed.repair_ids, strict=True)
            ],
        )
        self.assertEqual(self._costs(packed).warehouse_id, self.store)
        self.assertRecordValues(self._costs(first), [{"amount": 10.0, "payer": "company"}])

    def test_week_is_the_companys(self):
        """Sunday 23:30 UTC is Monday in Berlin: a new week."""
        with freeze_time("2026-03-08 22:00:00"):
            first = self._send(self._store_repair())
        with freeze_time("2026-03-08 23:30:00"):
            second = self._send(self._store_repair())
        self.assertEqual(
            [first.week_sent, second.week_sent, second.is_extra], ["2026-W10", "2026-W11", False]
        )

    def test_two_sent_in_one_go_count_both(self):
        first, second = self._pack(self._store_repair()), self._pack(self._store_repair())
        (first | second).action_send()
        self.assertEqual([first.is_extra, second.is_extra], [False, True])

    def test_way_back_does_not_count(self):
        repair = self._store_repair()
        self._bring(repair)
        self.assertFalse(self._send(repair, "to_store").is_extra)

    def test_no_freight_no_cost(self):
        batch = self._pack(self._store_repair(), freight_amount=0.0)
        batch.action_send()
        self.assertFalse(self._costs(batch))

    # Defects in store stock ---------------------------------------------------------------------

    def _deliver(self, product, moment, store=None):
        """A transfer from the warehouse into a store's stock."""
        store = store or self.store
        with freeze_time(moment):
            picking = self.env["stock.picking"]._create_after_sales_transfers(
                [
                    {
                        "picking_type_id": self.warehouse.int_type_id.id,
                        "location_id": self.warehouse.lot_stock_id.id,
                        "location_dest_id": store.lot_stock_id.id,
                        "move_ids": [
                            (
                                0,
                                0,
                                {
                                    "product_id": product.id,
                                    "product_uom": product.uom_id.id,
                                    "product_uom_qty": 5,
                                    "location_id": self.warehouse.lot_stock_id.id,
                                    "location_dest_id": store.lot_stock_id.id,
                                    "state": "confirmed",
                                },
                            )
                        ],
                    }
                ]
            )
            picking.move_ids.picked = True
            picking._action_done()

    def _defect(self, moment):
        with freeze_time(moment):
            return self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)

    def test_defect_in_time_is_not_the_stores(self):
        self._deliver(self.shoe, "2026-03-02 10:00:00")
        repair = self._defect("2026-03-09 18:00:00")
        self.assertRecordValues(repair, [{"store_responsible": False}])
        self.assertIn("in time, after 7 days", repair.store_responsible_reason)

    def test_late_defect_is_the_stores(self):
        self._deliver(self.shoe, "2026-03-02 10:00:00")
        repair = self._defect("2026-03-10 08:00:00")
        self.assertRecordValues(repair, [{"store_responsible": True}])
        self.assertIn("on 2026-03-02", repair.store_responsible_reason)
        self.assertIn("after 8 days; 7 are allowed", repair.store_responsible_reason)

    def test_the_last_delivery_to_this_store_counts(self):
        self._deliver(self.shoe, "2026-02-02 10:00:00")
        self._deliver(self.shoe, "2026-03-02 10:00:00")
        self._deliver(self.shoe, "2026-02-20 10:00:00", self.other_store)
        self.assertFalse(self._defect("2026-03-05 08:00:00").store_responsible)

    def test_unknown_delivery_is_not_the_stores(self):
        self._stock(self.shoe, 1, warehouse=self.store)
        repair = self._defect("2026-03-05 08:00:00")
        self.assertRecordValues(repair, [{"store_responsible": False}])
        self.assertIn("No delivery", repair.store_responsible_reason)

    def test_going_back_to_stock_is_no_delivery(self):
        self._deliver(self.shoe, "2026-02-02 10:00:00")
        with freeze_time("2026-02-05 10:00:00"):
            repair = self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)
            self._bring(repair)
            self._diagnose(repair)
            self._work(repair)
            self._bring(repair, "to_store")
            repair.action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertTrue(self._defect("2026-02-20 08:00:00").store_responsible)
