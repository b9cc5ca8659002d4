from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..path_common import PathCommon


@tagged("post_install", "-at_install")
class TestPaidPaths(PathCommon):
    """What the customer pays: what was used, at most what was accepted, one inspection."""

    def test_fewer_parts_than_quoted_are_paid_as_used(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.part.invoice_policy = policy
                stock = self._quantity_at(self.part, self.warehouse.lot_stock_id)
                repair = self._started(parts=2, hours=1)
                repair.move_ids.product_uom_qty = 1
                self.assertEqual(repair.move_ids.quantity, 1)
                order = self._finish(repair)
                self.assertEqual(order.invoice_ids.amount_untaxed, 110.0)
                self.assertEqual(
                    self._quantity_at(self.part, self.warehouse.lot_stock_id), stock - 1
                )

    def test_lead_ends_with_fewer_used_than_listed(self):
        repair = self._started(parts=2, hours=1).with_user(self.lead)
        repair.move_ids.quantity = 1
        order = self._finish(repair)
        self.assertEqual(order.invoice_ids.amount_untaxed, 110.0)
        self.assertEqual(order.invoice_status, "invoiced")

    def test_more_parts_than_accepted_stop_the_end(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                self.part.invoice_policy = policy
                repair = self._started(parts=1, hours=1)
                repair.move_ids.quantity = 2
                with self.assertRefused("the customer accepted"):
                    self._check_pass(repair)
                self.assertEqual(repair.sudo().sale_order_id.amount_untaxed, 110.0)

    def test_technician_adds_a_part_to_what_is_quoted(self):
        repair = self._started(parts=1, hours=1)
        self._add_part(repair)
        self.assertEqual(repair.sudo().sale_order_id.amount_untaxed, 170.0)
        with self.assertRefused("the customer accepted"):
            self._check_pass(repair)

    def test_technician_takes_a_part_off_the_list(self):
        repair = self._started(parts=1, hours=1)
        repair.move_ids = [Command.delete(repair.move_ids.id)]
        order = self._finish(repair)
        self.assertEqual(order.invoice_ids.amount_untaxed, 50.0)

    def test_no_other_move_is_deleted_by_a_technician(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.part.id,
                "product_uom_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.shelf.id,
            }
        )
        with self.assertRaises(AccessError):
            move.with_user(self.technician).unlink()
        self.assertTrue(move.exists())

    def test_warehouse_staff_take_no_part_off_a_repair(self):
        repair = self._counter_repair()
        repair.action_validate()
        part = self.env["stock.move"].create(
            {"repair_id": repair.id, "repair_line_type": "add", "product_id": self.part.id}
        )
        with self.assertRaises(AccessError):
            part.with_user(self.picker).unlink()
        self.assertTrue(part.exists())

    def test_salesperson_takes_a_line_off_an_order_without_repair(self):
        seller = new_test_user(
            self.env, "asr_seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        order = self._sell((self.shoe, 2), deliver=False, invoice=False).with_user(seller)
        order.order_line.product_uom_qty = 0
        self.assertEqual(order.order_line.product_uom_qty, 0)

    def test_declined_twice_costs_one_inspection(self):
        self.company.after_sales_inspection_fee = 20.0
        for first in (False, True):
            with self.subTest(pay_first=first):
                self.company.after_sales_pay_first = first
                repair = self._quoted()
                repair.action_quote_decline()
                before = repair.inspection_order_id
                repair.action_repair_cancel_draft()
                repair.action_validate()
                repair.action_quote()
                repair.action_quote_send()
                repair.action_quote_decline()
                orders = before | repair.inspection_order_id
                self.assertEqual(orders.mapped("state").count("sale"), 1)

    def test_paid_ahead_and_not_repaired_is_credited(self):
        for hours in (0, 1):
            with self.subTest(hours=hours):
                repair = self._started(parts=1, hours=hours)
                order = repair.sudo().sale_order_id
                self._invoice(order, pay=True)
                self._give_up(repair, "send_back")
                self._hand_back(repair)
                self.assertEqual(sum(order.invoice_ids.mapped("amount_total_signed")), 0.0)
                self.assertEqual(order.invoice_ids.mapped("state"), ["posted", "posted"])

    def test_paid_ahead_and_given_to_the_return_is_credited(self):
        repair = self._on_shelf()
        self._diagnose(repair, under_warranty=False)
        self._add_part(repair)
        repair.action_quote()
        repair.action_quote_send()
        repair.action_quote_accept()
        order = repair.sale_order_id
        self._invoice(order, pay=True)
        self._give_up(repair, "scrap")
        self.assertEqual(sum(order.invoice_ids.mapped("amount_total_signed")), 0.0)
