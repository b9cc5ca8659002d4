from odoo.tests import tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairCycle(RepairCommon):
    """From intake to hand-back: where the item is, and what follows for the return order."""

    def test_counter_item_is_the_customers_and_never_ours(self):
        value = self._value(self.shirt)
        repair = self._counter_repair()
        self.assertEqual(repair.after_sales_stage, "intake")
        repair.action_validate()
        self.assertEqual(repair.after_sales_stage, "to_diagnose")
        self.assertEqual(repair.goods_location_id, self.shelf)
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 1)
        self.assertEqual(self._value(self.shirt), value)
        self._diagnose(repair)
        self._work(repair)
        self.assertEqual(repair.move_id.move_line_ids.owner_id, self.customer)
        self.assertRecordValues(
            repair, [{"after_sales_stage": "to_hand_back", "outcome": "repaired"}]
        )
        self.assertFalse(self._hand_back(repair))
        self.assertRecordValues(
            repair, [{"after_sales_stage": "handed_back", "goods_location_id": False}]
        )
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 0)
        self.assertEqual(self._value(self.shirt), value)

    def test_return_for_repair_settles_by_handing_back(self):
        value = self._value(self.shoe)
        repair = self._returned_repair()
        order = repair.after_sales_return_id
        self.assertRecordValues(
            repair,
            [
                {
                    "after_sales_origin": "return",
                    "after_sales_stage": "to_diagnose",
                    "goods_location_id": self.shelf.id,
                    "partner_id": self.customer.id,
                }
            ],
        )
        self.assertEqual(order.stage, "in_repair")
        with self.assertRefused("is not handed back"):
            order.disposition_ids.action_settle()
        self._diagnose(repair)
        repair.hand_back_by = "pickup"
        self._work(repair)
        self._hand_back(repair)
        self.assertRecordValues(order, [{"state": "closed", "amount_refund": 0.0}])
        self.assertFalse(order.refund_ids)
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        sold = order.line_ids.sale_line_id
        self.assertRecordValues(sold, [{"qty_delivered": 1.0, "qty_to_invoice": 0.0}])
        self.assertEqual(self._value(self.shoe), value - 30.0)

    def test_each_unit_gets_a_repair_of_its_own(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._returned(
            (self.shoe, 3), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        self._decide(order, route="repair")
        self.assertEqual(len(order.repair_ids), 3)
        self.assertEqual(order.disposition_ids.mapped("quantity"), [1.0, 1.0, 1.0])
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 3)

    def test_not_repairable_goes_on_as_a_refund(self):
        repair = self._returned_repair()
        order = repair.after_sales_return_id
        repair._give_up("No sole is made any more", "scrap", "refund")
        self.assertRecordValues(repair, [{"outcome": "not_repairable", "state": "cancel"}])
        self.assertEqual(order.stage, "to_settle")
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        order.action_settle()
        self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_untaxed": 80.0}])
        self.assertEqual(order.state, "closed")

    def test_customers_own_item_goes_back_as_it_is(self):
        repair = self._counter_repair()
        repair.action_validate()
        repair._give_up("Corroded", "send_back")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_store_item_comes_from_stock_and_goes_back_to_it(self):
        available = self._available(self.shoe)
        repair = self._counter_repair(self.shoe, after_sales_origin="store", partner_id=False)
        repair.action_validate()
        self.assertEqual(self._available(self.shoe), available - 1)
        self._diagnose(repair)
        self._work(repair)
        repair.action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertEqual(self._available(self.shoe), available)

    def test_serial_in_another_repair_is_refused(self):
        first = self._counter_repair(self.phone, "IMEI-1")
        first.action_validate()
        second = self._counter_repair(self.phone, "IMEI-1")
        with self.assertRefused(f"already in repair as {first.name}"):
            second.action_validate()

    def test_item_in_words_keeps_its_serial(self):
        repair = self._counter_repair(
            serial="T-1 772", product_id=False, item_name="Pocket watch, about 1920"
        )
        repair.action_validate()
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "to_diagnose", "item_serial": "T-1 772", "lot_id": False}],
        )

    def test_ended_repairs_do_not_start_again(self):
        done = self._counter_repair()
        done.action_validate()
        self._diagnose(done)
        self._work(done)
        cancelled = self._counter_repair()
        cancelled.action_repair_cancel()
        for repair in done, cancelled:
            with self.subTest(state=repair.state), self.assertRefused("cannot become"):
                repair.action_repair_start()
            with self.subTest(state=repair.state), self.assertRefused("cannot become"):
                repair.sudo().write({"state": "under_repair"})

    def test_wrong_code_is_counted_and_blocks(self):
        repair = self._counter_repair()
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        for _try in range(5):
            self.assertIn("not the code", repair._hand_back_with_code("x"))
        self.assertIn("too many", self._hand_back(repair))
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        repair._hand_back_without_code("Identity card shown")
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_code_of_a_chinese_keyboard_is_understood(self):
        repair = self._counter_repair()
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        self.assertIn("not the code", repair._hand_back_with_code("取件码"))
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in repair.hand_back_code)
        self.assertFalse(repair._hand_back_with_code(f" {wide} "))
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_handed_back_once(self):
        repair = self._counter_repair()
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        with self.assertRefused("already handed back"):
            repair.action_hand_back()

    def test_handed_in_at_the_counter_with_one_press(self):
        self._create_users()
        self.company.after_sales_sort_transfer = "direct"
        lot = self._create_serials(self.phone, "IMEI-9")
        sale = self._sell((self.phone, 1))
        order = self._create_return(
            sale,
            transport="store",
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        self._approve(order)
        order = order.with_user(self.store_user)
        with self.assertRefused("read the serial number"):
            order.action_hand_in_for_repair()
        order.line_ids.sudo().write({"lot_ids": lot})
        order.action_hand_in_for_repair()
        repair = order.sudo().repair_ids
        self.assertRecordValues(
            repair,
            [
                {
                    "lot_id": lot.id,
                    "goods_location_id": self.shelf.id,
                    "after_sales_stage": "to_diagnose",
                    "hand_back_by": "pickup",
                }
            ],
        )
        self.assertEqual(order.stage, "in_repair")

    def test_item_on_its_way_is_neither_worked_on_nor_cancelled(self):
        self.company.after_sales_sort_transfer = "transfer"
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        parts = self._decide(order, route="repair")
        repair = order.repair_ids
        self._diagnose(repair)
        transfer = repair.item_move_ids.picking_id
        for step in repair.action_repair_start, repair.action_repair_cancel:
            with self.subTest(step=step.__name__), self.assertRefused(transfer.name):
                step()
        parts.action_cancel()
        self.assertRecordValues(repair, [{"state": "cancel", "after_sales_stage": "cancelled"}])
        self.assertEqual(transfer.state, "cancel")
        self.assertEqual(order.stage, "to_sort")
        self._decide(order, route="repair")
        again = order.repair_ids - repair
        again.item_move_ids.picked = True
        again.item_move_ids.picking_id.button_validate()
        self.assertEqual(again.goods_location_id, self.shelf)

    def test_cancelled_item_goes_back_unless_it_is_taken_up_again(self):
        repair = self._counter_repair(hand_back_by="ship")
        repair.action_validate()
        repair.action_repair_cancel()
        self.assertRecordValues(
            repair, [{"after_sales_stage": "to_hand_back", "outcome": "unrepaired"}]
        )
        delivery = repair.item_move_ids.filtered(lambda move: move.state == "assigned").picking_id
        self.assertEqual(delivery.picking_type_code, "outgoing")
        repair.action_repair_cancel_draft()
        self.assertEqual(delivery.state, "cancel")
        repair.action_validate()
        self.assertRecordValues(repair, [{"after_sales_stage": "to_diagnose", "outcome": False}])
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 1)
        repair.action_repair_cancel()
        delivery = repair.item_move_ids.filtered(lambda move: move.state == "assigned").picking_id
        delivery.move_ids.picked = True
        delivery.button_validate()
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_taken_in_items_are_not_deleted(self):
        repair = self._counter_repair()
        repair.action_validate()
        with self.assertRefused("would be lost"):
            repair.unlink()

    def test_intake_asks_for_what_is_missing(self):
        nameless = self.env["repair.order"].create(
            {"partner_id": self.customer.id, "picking_type_id": self.warehouse.repair_type_id.id}
        )
        with self.assertRefused("say what is handed in"):
            nameless.action_validate()
        with self.assertRefused("read its serial number"):
            self._counter_repair(self.phone).action_validate()
        self._create_serials(self.phone, "IMEI-5")
        with self.assertRefused("lies in the stock"):
            self._counter_repair(self.phone, "IMEI-5").action_validate()
        with self.assertRefused("has no customer"):
            self._counter_repair(self.shoe, after_sales_origin="store").action_validate()
        scarce = self._create_product("Lamp", 10.0)
        with self.assertRefused("has none of it in stock"):
            self._counter_repair(
                scarce, after_sales_origin="store", partner_id=False
            ).action_validate()

    def test_way_back_is_fixed_once_the_item_is_ready(self):
        self._create_users()
        repair = self._counter_repair()
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        with self.assertRefused("how it is handed back is"):
            repair.with_user(self.store_user).hand_back_by = "ship"
