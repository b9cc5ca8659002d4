from odoo.tests import tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingGone(SamplingCommon):
    """Goods that leave by Odoo's own buttons while their lot is not decided."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.waiting = cls.warehouse.after_sales_sampling_location_id
        cls.quarantine = cls.warehouse.after_sales_quarantine_location_id

    def _send_back(self, lot, quantity):
        """Odoo's own return of the receipt to the supplier."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=lot.picking_id.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        transfer = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        transfer.move_ids.picked = True
        transfer.button_validate()
        self.assertEqual(transfer.state, "done")
        return transfer

    def _scrap(self, product, quantity, **vals):
        self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "scrap_qty": quantity,
                "location_id": self.waiting.id,
                **vals,
            }
        ).action_validate()

    def test_sent_back_before_it_is_decided(self):
        lot = self._bought(self.shoe, 1000)
        transfer = self._send_back(lot, 600)
        self.assertRecordValues(
            lot,
            [
                {
                    "state": "to_sample",
                    "quantity": 400,
                    "lot_size": 400,
                    "code_letter": "H",
                    "sample_size": 50,
                }
            ],
        )
        self.assertIn(f"600 Units left with {transfer.name}", lot.message_ids[:1].preview)
        self._count(lot, defect=self.critical)
        self.assertEqual((self._at(self.waiting), self._at(self.quarantine)), (0, 400))
        self.assertRecordValues(
            lot,
            [
                {
                    "state": "refused",
                    "quantity_refused": 400,
                    "unit_cost": 25.0,
                    "amount_refused": 10000.0,
                }
            ],
        )

    def test_nothing_is_left(self):
        lot = self._bought(self.shoe, 1000)
        row = lot.switching_id
        self._send_back(lot, 1000)
        self.assertRecordValues(lot, [{"state": "gone", "quantity": 0, "lot_size": 0}])
        self.assertFalse(row.trail)
        with self.assertRefused("is not counted any more"):
            lot.count_unit("k")

    def test_a_unit_that_was_tried_is_scrapped(self):
        self.plan.write({"method": "count", "sample_count": 2})
        lot = self._bought(self.shoe, 10)
        self._count(lot, good=1)
        self._scrap(self.shoe, 1)
        self.assertRecordValues(lot, [{"state": "to_sample", "quantity": 9, "counted": 1}])
        self._count(lot, good=1)
        self.assertRecordValues(lot, [{"state": "accepted", "quantity_accepted": 9}])
        self.assertEqual(self._at(self.waiting), 0)

    def test_what_is_left_may_be_all_that_was_looked_at(self):
        self.plan.write({"method": "count", "sample_count": 3})
        lot = self._bought(self.shoe, 10)
        self._count(lot, good=2)
        self._send_back(lot, 8)
        self.assertRecordValues(lot, [{"state": "accepted", "quantity_accepted": 2}])

    def test_more_than_one_lot_had_is_taken_off_the_next(self):
        self.plan.write({"method": "count", "sample_count": 2})
        first, second = self._bought(self.shoe, 10), self._bought(self.shoe, 10)
        self._scrap(self.shoe, 12)
        self.assertRecordValues(
            first | second,
            [{"state": "gone", "quantity": 0}, {"state": "to_sample", "quantity": 8}],
        )
        self._count(second, good=2)
        self.assertRecordValues(second, [{"state": "accepted", "quantity_accepted": 8}])

    def test_what_is_sent_back_is_of_its_own_receipt(self):
        first, second = self._bought(self.shoe, 100), self._bought(self.shoe, 100)
        self._send_back(second, 30)
        self.assertEqual([first.quantity, second.quantity], [100, 70])

    def test_serials(self):
        self.phone.categ_id = self.categ
        self.plan.write({"method": "count", "sample_count": 2})
        lot = self._bought(self.phone, 5, serials=[f"SN-{number}" for number in range(5)])
        serial = lot.move_ids.move_line_ids.lot_id.filtered(lambda one: one.name == "SN-3")
        self._scrap(self.phone, 1, lot_id=serial.id)
        lot.count_unit("a", barcode="SN-0")
        lot.count_unit("b", barcode="SN-1")
        self.assertRecordValues(lot, [{"state": "accepted", "quantity_accepted": 4}])
        self.assertEqual(serial.location_id.usage, "inventory")

    def test_a_receipt_is_corrected(self):
        self.plan.write({"method": "count", "sample_count": 2})
        lot = self._bought(self.shoe, 10)
        lot.move_ids.move_line_ids.quantity = 8
        self._count(lot, defect=self.critical)
        self.assertRecordValues(
            lot, [{"quantity": 8, "quantity_refused": 8, "amount_refused": 200.0}]
        )

    def test_reserved_goods_are_named(self):
        self.plan.write({"method": "count", "sample_count": 2})
        lot = self._bought(self.shoe, 10)
        transfer = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.int_type_id.id,
                "location_id": self.waiting.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.shoe.id,
                            "product_uom_qty": 4,
                            "location_id": self.waiting.id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        },
                    )
                ],
            }
        )
        transfer.action_confirm()
        transfer.action_assign()
        with self.assertRefused(f"4 Units .*reserved for {transfer.name}"):
            lot.count_unit("k", defect_ids=self.critical.ids)
        transfer.action_cancel()
        lot.count_unit("k", defect_ids=self.critical.ids)
        self.assertEqual(lot.state, "refused")
