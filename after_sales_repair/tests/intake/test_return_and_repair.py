from odoo.tests import tagged

from ..path_common import PathCommon


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
