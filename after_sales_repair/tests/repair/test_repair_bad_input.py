from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..path_common import PathCommon


@tagged("post_install", "-at_install")
class TestRepairBadInput(PathCommon):
    """What is refused gets a sentence that names it and says what to do, and changes nothing."""

    def _sentence(self, step):
        """:return: the words of the refusal of ``step``"""
        with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
            step()
        self.env.invalidate_all()
        return str(refusal.exception)

    def assertNamed(self, step, *words):
        sentence = self._sentence(step)
        for word in words:
            self.assertIn(word, sentence)

    def test_serial_in_another_repair(self):
        first = self._counter_repair(self.phone, "IMEI-1")
        first.action_validate()
        second = self._counter_repair(self.phone, "IMEI-1").with_user(self.store_user)
        self.assertNamed(
            second.action_validate, second.name, "IMEI-1", first.name, "cancel that one first"
        )
        self.assertRecordValues(second, [{"state": "draft", "date_intake": False}])
        self.assertFalse(second.sudo().item_move_ids)

    def test_serial_that_is_ours(self):
        self._create_serials(self.phone, "IMEI-2")
        elsewhere = self.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})
        repair = self._counter_repair(
            self.phone, "IMEI-2", after_sales_store_id=elsewhere.id
        ).with_user(self.lead)
        self.assertNamed(
            repair.action_validate, "IMEI-2", self.warehouse.name, "correct the serial"
        )
        self.assertEqual(repair.state, "draft")
        self.assertFalse(self._quantity_at(self.phone, self.shelf, self.customer))

    def test_quotation_accepted_twice(self):
        repair = self._quoted()
        order = repair.sale_order_id
        order.action_confirm()
        answered, amount = repair.date_quote_answered, repair.quote_amount_accepted
        self.assertNamed(order.action_confirm, order.name, repair.name, "Nothing is left to do")
        self.assertNamed(
            repair.with_user(self.store_user).action_quote_accept, repair.name, "new quotation"
        )
        self.assertRecordValues(
            repair, [{"date_quote_answered": answered, "quote_amount_accepted": amount}]
        )

    def test_quotation_accepted_after_expiry(self):
        with freeze_time("2026-03-02"):
            repair = self._quoted()
        order = repair.sale_order_id
        with freeze_time("2026-03-20"):
            order.invalidate_recordset()
            for step in order.action_confirm, repair.with_user(self.store_user).action_quote_accept:
                self.assertNamed(step, order.name, repair.name, "2026-03-16", "new quotation")
        self.assertRecordValues(repair, [{"quote_state": "sent", "date_quote_answered": False}])
        self.assertEqual(order.state, "sent")

    def test_parts_without_stock(self):
        scarce = self._create_product("Bezel", 20.0)
        repair = self._started()
        self._add_part(repair, product=scarce)
        self.assertNamed(repair.action_work_done, repair.name, "Bezel", "Get it there")
        self.assertRecordValues(repair, [{"after_sales_stage": "in_repair"}])
        self.assertFalse(repair.date_work_done)
        self.assertEqual(self._quantity_at(scarce, self.warehouse.lot_stock_id), 0)

    def test_closing_with_undone_moves(self):
        self.company.after_sales_sort_transfer = "transfer"
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        self._decide(order, route="repair")
        repair = order.repair_ids
        transfer = repair.item_move_ids.picking_id
        repair = repair.with_user(self.technician)
        for step in (
            repair.action_repair_start,
            repair.action_repair_cancel,
            repair.action_not_repairable,
        ):
            with self.subTest(step=step.__name__):
                self.assertNamed(step, repair.name, transfer.name, f"Validate {transfer.name}")
        self.assertNamed(repair.action_hand_back, repair.name, "finish the work")
        self.assertNamed(order.with_user(self.clerk).action_settle, order.name, repair.name)
        self.assertEqual(transfer.state, "assigned")
        self.assertRecordValues(repair, [{"state": "confirmed", "date_ready": False}])
        self.assertEqual(order.state, "approved")
