from odoo.fields import Command
from odoo.tests import tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestSerial(RepairCommon):
    """Swapped and misread serials: what is handed back, and what lies where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.env["after.sales.warranty"].search([]).active = False
        cls.terms = cls.env["after.sales.warranty"].create({"name": "One year", "months": 12})

    def _sold(self, *names):
        """Phones that the customer has."""
        lots = self._create_serials(self.phone, *names)
        order = self._sell((self.phone, len(lots)), deliver=False)
        order.picking_ids.move_ids.move_line_ids.unlink()
        order.picking_ids.move_ids.move_line_ids = [
            Command.create(
                {"product_id": self.phone.id, "lot_id": lot.id, "quantity": 1.0, "picked": True}
            )
            for lot in lots
        ]
        order.picking_ids.button_validate()
        return lots

    def _taken_in(self, serial, **vals):
        repair = self._counter_repair(self.phone, serial, **vals)
        repair.action_validate()
        return repair

    def _places(self, lot):
        """Where our books have the serial."""
        quants = self.env["stock.quant"].search(
            [("lot_id", "=", lot.id), ("quantity", ">", 0), ("location_id.usage", "!=", "customer")]
        )
        return quants.location_id

    # Handing back -------------------------------------------------------------------------------

    def test_shipment_carries_the_repairs_own_serial(self):
        self._sold("OWN-1", "OTHER-1")
        repair = self._taken_in("OWN-1", hand_back_by="ship")
        other = self._taken_in("OTHER-1")
        self._diagnose(repair)
        self._work(repair)
        shipment = repair._shipments()
        line = shipment.move_line_ids
        line.lot_id = other.lot_id
        shipment.picked = True
        with self.assertRefused("carries serial OTHER-1, the repair is of OWN-1"):
            shipment.picking_id.button_validate()
        self.assertFalse(repair.date_handed_back)
        line.lot_id = repair.lot_id
        shipment.picked = True
        shipment.picking_id.button_validate()
        self.assertTrue(repair.date_handed_back)

    # Corrected after the intake -----------------------------------------------------------------

    def test_corrected_serial_moves_everything(self):
        lots = self._sold("IMEI-8")
        self.assertFalse(self._places(lots))
        for by_lot in (False, True):
            with self.subTest(by_lot=by_lot):
                wrong = f"IMEI-B{by_lot:d}"
                repair = self._taken_in(wrong)
                misread = repair.lot_id
                self.assertEqual(repair.warranty_verdict, "unknown")
                lead = repair.with_user(self.lead)
                lead.write({"lot_id": lots.id} if by_lot else {"item_serial": "IMEI-8"})
                self.assertRecordValues(
                    repair,
                    [{"lot_id": lots.id, "item_serial": "IMEI-8", "warranty_verdict": "in"}],
                )
                self.assertEqual(self._places(lots), self.shelf)
                self.assertFalse(self._places(misread))
                self.assertEqual(lots.after_sales_repair_id, repair)
                self.assertFalse(misread.after_sales_repair_id)
                self.assertEqual(self._quantity_at(self.phone, self.shelf, self.customer), 1.0)
                repair.action_repair_cancel()
                self.assertFalse(self._hand_back(repair))
                self.assertFalse(self._places(lots))

    def test_verdict_of_a_diagnosed_repair_follows(self):
        lots = self._sold("IMEI-9")
        repair = self._taken_in("IMEI-NINE")
        self._diagnose(repair, under_warranty=False)
        repair.item_serial = "IMEI-9"
        self.assertEqual(repair.lot_id, lots)
        self.assertTrue(repair.under_warranty)

    def test_store_defect_goes_back_to_the_shelf(self):
        right, wrong = self._create_serials(self.phone, "RIGHT", "WRONG")
        repair = self._counter_repair(
            self.phone, "WRONG", after_sales_origin="store", partner_id=False
        )
        repair.action_validate()
        value = self._value(self.phone)
        self.assertEqual(self._places(wrong), self.shelf)
        repair.item_serial = "RIGHT"
        self.assertEqual(self._places(right), self.shelf)
        self.assertEqual(self._places(wrong), self.warehouse.lot_stock_id)
        self.assertEqual(self._value(self.phone), value)

    def test_ready_item_waits_under_the_right_number(self):
        self._sold("IMEI-S")
        repair = self._taken_in("IMEI-WRONG", hand_back_by="ship")
        self._diagnose(repair)
        self._work(repair)
        repair.item_serial = "IMEI-S"
        shipment = repair._shipments()
        self.assertEqual(shipment.lot_ids.mapped("name"), ["IMEI-S"])
        self._hand_back(repair)
        self.assertFalse(self._places(repair.lot_id))

    def test_serial_that_is_elsewhere_is_refused(self):
        self._create_serials(self.phone, "IN-STOCK")
        first, second = self._taken_in("FIRST"), self._taken_in("SECOND")
        with self.assertRefused("lies in the stock of"):
            first.item_serial = "IN-STOCK"
        with self.assertRefused(f"already in repair as {second.name}"):
            first.item_serial = "SECOND"
        self.assertEqual((first.lot_id.name, first.item_serial), ("FIRST", "FIRST"))
        self.assertEqual(self._places(first.lot_id), self.shelf)

    def test_who_may_correct(self):
        repair = self._taken_in("FIRST")
        with self.assertRefused("was taken in"):
            repair.with_user(self.store_user).item_serial = "OTHER"

    def test_same_serial_is_no_correction(self):
        repair = self._taken_in("FIRST")
        moves = self.env["stock.move"].search_count([("product_id", "=", self.phone.id)])
        repair.item_serial = "FIRST"
        self.assertEqual(
            self.env["stock.move"].search_count([("product_id", "=", self.phone.id)]), moves
        )

    def test_after_the_end_only_the_number_is_noted(self):
        repair = self._taken_in("FIRST")
        repair.action_repair_cancel()
        self._hand_back(repair)
        lot = repair.lot_id
        repair.item_serial = "OTHER"
        self.assertEqual(repair.lot_id, lot)
