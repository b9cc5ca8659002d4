from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import OutsideCommon


@tagged("post_install", "-at_install")
class TestOutside(OutsideCommon):
    """An outside repairer has the item for a while, and bills it."""

    def test_there_and_back(self):
        outside = self._outside(instructions="New gasket")
        repair = outside.repair_id
        value = self._value(self.shirt)
        outside.action_send()
        self.assertRecordValues(
            repair,
            [
                {
                    "after_sales_stage": "outside",
                    "after_sales_is_outside": True,
                    "goods_location_id": self.away.id,
                }
            ],
        )
        self.assertEqual(self._quantity_at(self.shirt, self.away, self.customer), 1)
        self.assertRecordValues(
            outside.sudo().purchase_id,
            [{"state": "purchase", "partner_id": self.vendor.id, "amount_untaxed": 35.0}],
        )
        self.assertIn("New gasket", outside.sudo().purchase_line_id.name)
        repair.with_user(self.technician).action_after_sales_take_back()
        self.assertRecordValues(
            repair,
            [
                {
                    "after_sales_stage": "to_repair",
                    "after_sales_is_outside": False,
                    "goods_location_id": self.shelf.id,
                }
            ],
        )
        self.assertRecordValues(outside, [{"state": "back"}])
        self.assertEqual(outside.sudo().purchase_line_id.qty_received, 1)
        self.assertRecordValues(repair.sudo().cost_ids, [{"kind": "outside", "amount": 35.0}])
        self.assertEqual(self._value(self.shirt), value)

    def test_bill_corrects_the_cost(self):
        outside = self._outside()
        outside.action_send()
        outside.action_back()
        order = outside.sudo().purchase_id.with_user(self.env.ref("base.user_admin"))
        order = self.env["purchase.order"].browse(order.id)
        order.action_create_invoice()
        bill = order.invoice_ids
        bill.invoice_date = fields.Date.today()
        bill.invoice_line_ids.write({"price_unit": 42.0})
        bill.action_post()
        self.assertEqual(outside.repair_id.sudo().cost_total, 42.0)

    def _billed(self, outside, price):
        order = self.env["purchase.order"].browse(outside.sudo().purchase_id.id)
        order.action_create_invoice()
        bill = order.invoice_ids[-1:]
        bill.invoice_date = fields.Date.today()
        bill.invoice_line_ids.write({"price_unit": price})
        bill.action_post()
        return bill

    def test_cost_follows_bill_and_order(self):
        outside = self._outside()
        outside.action_send()
        outside.action_back()
        repair = outside.repair_id.sudo()
        bill = self._billed(outside, 42.0)
        self.assertEqual(repair.cost_total, 42.0)
        self.assertRegex(repair.activity_ids.summary, "billed .*42.00.*35.00 were agreed")
        bill.button_draft()
        self.env.invalidate_all()
        self.assertEqual(repair.cost_total, 35.0)
        bill.button_cancel()
        order = self.env["purchase.order"].browse(outside.sudo().purchase_id.id)
        order.button_cancel()
        self.env.invalidate_all()
        self.assertEqual(repair.cost_total, 0.0)

    def test_agreed_price_tells_nobody(self):
        outside = self._outside()
        outside.action_send()
        outside.action_back()
        self._billed(outside, 35.0)
        self.assertFalse(outside.repair_id.activity_ids)

    def _late(self, days):
        """The daily job, ``days`` from now."""
        cron = self.env.ref("after_sales_repair_outside.ir_cron_outside_late")
        moment = fields.Datetime.now() + timedelta(days=days)
        with freeze_time(moment), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_late_repairer_is_told_once(self):
        outside = self._outside(date_expected=fields.Date.today())
        outside.action_send()
        for days, count in ((0, 0), (1, 1), (2, 1)):
            self._late(days)
            self.assertEqual(len(outside.repair_id.activity_ids), count)

    def test_late_is_counted_where_the_company_is(self):
        """Promised for 10 May: 16:30 in UTC is the next day in Shanghai, not in New York."""
        with freeze_time("2026-05-08 12:00:00"):
            outside = self._outside(date_expected="2026-05-10")
            outside.action_send()
        for zone, count in (("America/New_York", 0), ("Asia/Shanghai", 1)):
            self.company.partner_id.tz = zone
            with freeze_time("2026-05-10 16:30:00"):
                self._late(0)
            self.assertEqual(len(outside.repair_id.activity_ids), count)

    def test_who_asked_is_told_again_when_the_next_promise_passes(self):
        today = fields.Date.today()
        outside = self._outside(date_expected=today)
        outside.action_send()
        self._late(1)
        outside.repair_id.activity_ids.action_done()
        self._late(2)
        self.assertFalse(outside.repair_id.activity_ids)
        outside.date_expected = today + timedelta(days=5)
        self._late(5)
        self.assertFalse(outside.repair_id.activity_ids)
        self._late(6)
        self.assertEqual(len(outside.repair_id.activity_ids), 1)

    def test_item_away_is_neither_worked_on_nor_cancelled(self):
        repair = self._to_repair()
        repair.action_start_work()
        self._outside(repair).action_send()
        self.assertFalse(repair.is_running)
        for step, words in (
            (repair.action_start_work, "At outside repairer"),
            (repair.action_work_done, "is not in repair"),
            (repair.action_repair_cancel, "Take it back first"),
        ):
            with self.assertRefused(words):
                step()
        second = self._outside(repair)
        with self.assertRefused("Take it back first"):
            second.action_send()

    def test_only_leads_send(self):
        outside = self._outside()
        with self.assertRaises(AccessError):
            outside.with_user(self.technician).action_send()
        with self.assertRaises(AccessError):
            outside.repair_id.with_user(self.technician).action_after_sales_send_outside()
        with self.assertRaises(AccessError):
            outside.with_user(self.store_user).read(["price"])

    def test_state_follows_the_buttons(self):
        outside = self._outside()
        with self.assertRefused("follows its buttons"):
            outside.write({"state": "back"})
        outside.action_send()
        with self.assertRefused("only what is to be sent"):
            outside.write({"price": 1.0})
        outside.write({"result": "Gasket replaced"})
        with self.assertRefused("only what is to be sent"):
            outside.action_cancel()

    def test_take_back_what_is_not_away(self):
        with self.assertRefused("is at no outside repairer"):
            self._to_repair().action_after_sales_take_back()

    def test_order_over_the_limit_needs_a_purchase_manager(self):
        self.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10.0}
        )
        outside = self._outside()
        with self.assertRefused("needs the approval of a purchase manager"):
            outside.action_send()
        self.lead.group_ids = [Command.link(self.env.ref("purchase.group_purchase_manager").id)]
        outside.action_send()
        self.assertEqual(outside.state, "sent")
