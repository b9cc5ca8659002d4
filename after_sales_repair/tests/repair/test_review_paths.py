from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..store_common import StoreCommon
from .common import PathCommon


@tagged("post_install", "-at_install")
class TestNotRepairablePaths(PathCommon):
    """Each way an item goes on that cannot be repaired: place, value, money."""

    def test_each_route_and_resolution(self):
        for mode in ("direct", "transfer"):
            for route in ("outlet", "vendor", "scrap"):
                for resolution in ("refund", "exchange", "store_credit", "none"):
                    with self.subTest(mode=mode, route=route, resolution=resolution):
                        self._check_path(mode, route, resolution)

    def _check_path(self, mode, route, resolution):
        place = {"outlet": self.outlet, "vendor": self.vendor_shelf}.get(route)
        before = place and self._quantity_at(self.shoe, place)
        value = self._value(self.shoe)
        repair = self._on_shelf(mode)
        order = repair.after_sales_return_id
        self._give_up(repair, route, resolution)
        self._move(order.disposition_ids.move_ids.picking_id.filtered(lambda p: p.state != "done"))
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        if place:
            self.assertEqual(self._quantity_at(self.shoe, place), before + 1)
        self.assertEqual(self._value(self.shoe), value if place else value - 30.0)
        self.assertEqual(repair.after_sales_stage, "handed_back")
        if resolution != "none":
            self.assertEqual(order.stage, "to_settle")
            order.with_user(self.clerk).action_settle()
        credited = [80.0] if resolution in ("refund", "store_credit") else []
        self.assertEqual(order.refund_ids.mapped("amount_untaxed"), credited)
        self.assertEqual(order.state, "closed")
        self.assertEqual(order.line_ids.sale_line_id.qty_to_invoice, 0)

    def test_sent_back_it_is_the_customers_again(self):
        for mode in ("direct", "transfer"):
            with self.subTest(mode=mode):
                repair = self._on_shelf(mode)
                order = repair.after_sales_return_id
                self._give_up(repair, "send_back")
                self.assertEqual(order.stage, "in_repair")
                self._hand_back(repair)
                self.assertFalse(order.refund_ids)
                self.assertEqual(order.state, "closed")
                sold = order.line_ids.sale_line_id
                self.assertRecordValues(sold, [{"qty_delivered": 1.0, "qty_to_invoice": 0.0}])

    def test_stores_own_item_does_not_go_back_to_the_saleable_stock(self):
        for route, place in (("outlet", self.outlet), ("vendor", self.vendor_shelf)):
            with self.subTest(route=route):
                available, value = self._available(self.shoe), self._value(self.shoe)
                repair = self._counter_repair(
                    self.shoe, after_sales_origin="store", partner_id=False
                )
                repair.action_validate()
                self._give_up(repair, route)
                self.assertEqual(repair.after_sales_stage, "handed_back")
                self.assertEqual(self._quantity_at(self.shoe, place), 1)
                self.assertEqual(self._available(self.shoe), available - 1)
                self.assertEqual(self._value(self.shoe), value)

    def test_wizard_proposes_by_rpc_what_the_form_proposes(self):
        repair = self._on_shelf()
        wizard = self.env["after.sales.not.repairable"].create(
            {"repair_id": repair.id, "reason": "No sole fits"}
        )
        self.assertRecordValues(wizard, [{"route": "scrap", "resolution": "refund"}])


@tagged("post_install", "-at_install")
class TestReturnPaths(PathCommon):
    """Return orders with a repair: what the customer gets, and whose the item is."""

    def test_one_refunded_one_repaired(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._returned(
            (self.shoe, 2), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        part = order.action_sort()
        part.quantity = 1
        other = part.copy({"quantity": 1, "route": "restock", "resolution": "refund"})
        part.route = "repair"
        (part | other).action_decide()
        self.assertEqual(order.stage, "to_settle")
        order.with_user(self.clerk).action_settle()
        self.assertEqual(order.stage, "in_repair")
        repair = order.repair_ids
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        self.assertRecordValues(order, [{"state": "closed", "amount_refund": 80.0}])
        sold = order.line_ids.sale_line_id
        self.assertRecordValues(
            sold, [{"qty_delivered": 1.0, "qty_invoiced": 1.0, "qty_to_invoice": 0.0}]
        )

    def test_waiting_transfers_bring_it_to_the_shelf_and_to_the_customer(self):
        repair = self._on_shelf("transfer")
        order = repair.after_sales_return_id
        value = self._value(self.shoe)
        self._diagnose(repair)
        self._work(repair)
        shipment = repair._shipments().picking_id
        self.assertEqual(shipment.picking_type_code, "outgoing")
        self._move(shipment)
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertEqual(order.state, "closed")
        sold = order.line_ids.sale_line_id
        self.assertRecordValues(sold, [{"qty_delivered": 1.0, "qty_to_invoice": 0.0}])
        self.assertEqual(self._value(self.shoe), value - 30.0)

    def test_refunded_goods_are_repaired_for_our_own_stock(self):
        self.company.after_sales_sort_transfer = "direct"
        value, available = self._value(self.shoe), self._available(self.shoe)
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "refund"}
        )
        self._decide(order, route="repair")
        repair = order.repair_ids
        self.assertFalse(repair.partner_id)
        order.with_user(self.clerk).action_settle()
        self.assertEqual(order.state, "closed")
        self._diagnose(repair, under_warranty=False)
        self.assertEqual(repair.after_sales_stage, "to_repair")
        self._work(repair)
        repair.with_user(self.technician).action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertEqual(self._available(self.shoe), available)
        self.assertEqual(self._value(self.shoe), value)
        self.assertRecordValues(order.line_ids.sale_line_id, [{"qty_delivered": 0.0}])

    def test_refund_instead_of_a_repair_that_is_ready_keeps_the_item(self):
        repair = self._on_shelf()
        order = repair.after_sales_return_id
        self._diagnose(repair)
        self._work(repair)
        shipment = repair._shipments().picking_id
        available = self._available(self.shoe)
        order.disposition_ids.with_user(self.clerk).resolution = "refund"
        self.assertEqual(shipment.state, "cancel")
        order.with_user(self.clerk).action_settle()
        repair.action_hand_back()
        self.assertEqual(self._available(self.shoe), available + 1)
        self.assertEqual(order.refund_ids.mapped("amount_untaxed"), [80.0])

    def test_refunded_goods_given_up_are_not_settled_twice(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "refund"}
        )
        self._decide(order, route="repair")
        order.with_user(self.clerk).action_settle()
        self._give_up(order.repair_ids, "scrap", "exchange")
        self.assertRecordValues(
            order.disposition_ids, [{"resolution": "refund", "state": "settled", "route": "scrap"}]
        )
        self.assertEqual(order.state, "closed")

    def test_repair_for_the_customer_needs_the_route_repair(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        for route in ("restock", "outlet", "scrap"):
            with self.subTest(route=route), self.assertRefused("the customer gets a repair"):
                self._decide(order, route=route)


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


@tagged("post_install", "-at_install")
class TestStorePaths(StoreCommon):
    """Items of a store that has a workshop."""

    def test_given_up_before_it_was_sent_stays_at_the_store(self):
        self.company.after_sales_sort_transfer = "direct"
        self._stock(self.shoe, 1, warehouse=self.store)
        order = self._create_return(
            self._sell((self.shoe, 1), warehouse_id=self.store.id),
            warehouse_id=self.store.id,
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        self._approve(order)
        self._receive(order)
        self._decide(order, route="repair")
        order.repair_ids._give_up("Sole torn", "outlet", "refund")
        outlet = self.store.after_sales_outlet_location_id
        self.assertEqual(self._quantity_at(self.shoe, outlet), 1)
