from odoo.fields import Command
from odoo.tests import tagged

from ..money.common import RefundCase


@tagged("post_install", "-at_install")
class TestSort(RefundCase):
    """Where sorted goods go, what the line counts, and what stays for sale."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sale = cls._sell((cls.shirt, 10))
        cls.sold = cls.sale.order_line

    def _came(self, quantity, **line_vals):
        return self._received(self.sale, {self.shirt: quantity}, line_vals=line_vals)

    def assertCounted(self, order):
        """Invariant 3: received = decided + waiting, decided = settled + waiting."""
        for line in order.line_ids:
            line_quantities = (line.quantity_settled, line.quantity_decided, line.quantity_received)
            self.assertEqual(sorted(line_quantities), list(line_quantities))
            self.assertGreaterEqual(line.quantity_settled, 0.0)
            done = line.disposition_ids.filtered(
                lambda part: part.date_decided and part.state != "cancelled"
            )
            self.assertEqual(sum(done.mapped("quantity")), line.quantity_decided)
            self.assertEqual(
                line._quantity_to_sort(), line.quantity_received - line.quantity_decided
            )

    def _at(self, location):
        return self.env["stock.quant"]._get_available_quantity(self.shirt, location)

    def test_line_counts_add_up_after_each_step(self):
        order = self._approve(self._create_return(self.sale, {self.shirt: 4}))
        self.assertCounted(order)
        self._receive(order, 3)
        self.assertCounted(order)
        order.disposition_ids.action_split()
        self.assertCounted(order)
        order.disposition_ids.grade_id = self.grade_a
        order.disposition_ids[0].action_decide()
        self.assertCounted(order)
        order.disposition_ids[0].action_settle()
        self.assertCounted(order)
        order.disposition_ids[1].action_decide()
        order.disposition_ids[1].action_cancel()
        self.assertCounted(order)
        self._receive(order)
        self.assertCounted(order)
        self._decide(order)
        order.action_settle()
        self.assertCounted(order)
        self.assertEqual(order.stage, "closed")

    def test_each_route_reaches_its_location(self):
        warehouse = self.warehouse
        table = {
            "restock": warehouse.lot_stock_id,
            "outlet": warehouse.after_sales_outlet_location_id,
            "vendor": warehouse.after_sales_vendor_location_id,
        }
        for route, location in table.items():
            with self.subTest(route=route):
                order = self._came(1)
                before = self._at(location)
                parts = self._decide(order, route=route)
                self._validate(parts.move_ids.picking_id)
                self.assertEqual(self._at(location), before + 1)
                self.assertEqual(self._at(warehouse.after_sales_location_id), 0.0)

    def test_only_restocked_goods_are_for_sale(self):
        order = self._came(5)
        before = self._available(self.shirt)
        parts = order.action_sort()
        for _index in range(4):
            parts.filtered(lambda part: part.quantity > 1).action_split()
        parts = order.disposition_ids
        for part, route in zip(
            parts, ("restock", "outlet", "vendor", "scrap", "send_back"), strict=True
        ):
            part.route = route
        parts.action_decide()
        for picking in parts.move_ids.picking_id:
            self._validate(picking)
        self.assertEqual(self._available(self.shirt), before + 1)

    def test_grade_proposes_route_and_percent(self):
        grade = self.env.ref("after_sales_returns.grade_b")
        part = self._came(1).action_sort()
        part.grade_id = grade
        self.assertRecordValues(part, [{"route": grade.route, "refund_percent": 100.0}])
        part.grade_id = self.grade_d
        self.assertRecordValues(part, [{"route": "scrap", "refund_percent": 0.0}])

    def test_faulty_goods_wait_for_a_grade(self):
        order = self._came(1, reason_id=self.env.ref("after_sales_returns.reason_quality").id)
        part = order.action_sort()
        self.assertFalse(part.grade_id)
        with self.assertRefused("choose a grade or where the goods go"):
            part.action_decide()

    def test_direct_mode_moves_the_goods_at_once(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._came(2)
        before = self._available(self.shirt)
        self._decide(order)
        self.assertEqual(self._available(self.shirt), before + 2)

    def test_only_the_suite_moves_goods_without_their_reservation(self):
        """Or whoever validates a planned transfer leaves what was reserved for it behind."""
        parts = self._decide(self._came(2))
        picking = parts.move_ids.picking_id
        quants = self.env["stock.quant"].search(
            [("location_id", "=", picking.location_id.id), ("product_id", "=", self.shirt.id)]
        )
        self.assertEqual(sum(quants.mapped("reserved_quantity")), 2.0)
        picking.with_context(after_sales_moved_at_once=parts.ids).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(sum(quants.exists().mapped("reserved_quantity")), 0.0)

    def test_moved_goods_are_not_decided_anew(self):
        self.company.after_sales_sort_transfer = "direct"
        parts = self._decide(self._came(1))
        with self.assertRefused("goods already moved"):
            parts.action_cancel()

    def test_cancelled_decision_frees_the_goods(self):
        order = self._came(2)
        parts = self._decide(order)
        picking = parts.move_ids.picking_id
        parts.action_cancel()
        self.assertEqual(picking.state, "cancel")
        self.assertEqual(order.stage, "to_sort")
        again = self._decide(order, route="outlet")
        self.assertEqual(again.quantity, 2.0)

    def test_scrap_is_valued_out(self):
        order = self._came(1)
        part = self._decide(order, route="scrap")
        self.assertRecordValues(
            part.move_ids, [{"state": "done", "quantity": 1.0, "location_dest_usage": "inventory"}]
        )

    def test_send_back_gives_no_money(self):
        order = self._came(1)
        part = order.action_sort()
        part.route = "send_back"
        self.assertEqual(part.resolution, "none")
        part.action_decide()
        self._validate(part.move_ids.picking_id)
        self.assertRecordValues(order, [{"stage": "closed", "refund_ids": []}])
        self.assertEqual(self.sold.qty_delivered, 10.0)

    def test_one_transfer_serves_several_returns(self):
        orders = self._came(1) | self._came(2)
        parts = self._decide(orders)
        picking = parts.move_ids.picking_id
        self.assertEqual(len(picking), 1)
        self.assertEqual(picking.after_sales_return_ids, orders)

    def test_kept_goods_move_nothing(self):
        order = self._create_return(self.sale, {self.shirt: 1}, transport="keep")
        self._approve(order)
        self.assertFalse(order.picking_ids)
        self._decide(order, route="keep")
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        self.assertFalse(order.picking_ids)
        self.assertEqual(self.sold.qty_claimed, 1.0)

    def test_more_than_came_is_not_decided(self):
        order = self._came(1)
        order.disposition_ids.quantity = 3
        order.disposition_ids.grade_id = self.grade_a
        with self.assertRefused("3 decided, but only 1 came"):
            order.disposition_ids.action_decide()

    def test_negative_quantity_is_refused(self):
        order = self._came(1)
        with self.assertRefused(f"{order.name}, Shirt: “Quantity” cannot be"):
            order.disposition_ids.quantity = -1

    def test_sorting_before_goods_came_is_refused(self):
        order = self._approve(self._create_return(self.sale, {self.shirt: 1}))
        with self.assertRefused("Receive the goods first"):
            order.action_sort()

    def _paid(self, moment):
        return self.env["after.sales.policy"].create(
            {
                "name": "Money first",
                "settle_at": moment,
                "trigger": "order",
                "window_ids": [Command.create({"resolution": "refund", "window_days": 30})],
            }
        )

    def test_money_at_approval_is_given_once(self):
        self._paid("approval")
        order = self._approve(self._create_return(self.sale, {self.shirt: 2}))
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
        self.assertEqual(order.stage, "awaiting_goods")
        self._receive(order)
        self.assertCounted(order)
        self._decide(order)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(len(order.refund_ids), 1)

    def test_money_on_the_way_is_given_once(self):
        self._paid("transit")
        order = self._approve(self._create_return(self.sale, {self.shirt: 2}))
        self.assertFalse(order.refund_ids)
        order.carrier_tracking_ref = "1Z"
        order.carrier_tracking_ref = "1Z2"
        self.assertEqual(order.refund_ids.mapped("amount_untaxed"), [200.0])

    def test_money_on_receipt_is_what_came(self):
        self._paid("receipt")
        order = self._approve(self._create_return(self.sale, {self.shirt: 3}))
        self._receive(order, 1)
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 100.0)
        self._receive(order)
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 300.0)
        self.assertEqual(order.stage, "to_sort")

    def test_goods_never_came_but_were_paid(self):
        """Closed short by a manager: the third unit is not claimed, and not paid again."""
        self._paid("approval")
        order = self._approve(self._create_return(self.sale, {self.shirt: 3}))
        self._receive(order, 2)
        self._decide(order)
        order.write({"never_came": "leave", "state": "closed"})
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 300.0)
        self.assertEqual(self.sold.qty_invoiced, 7.0)
        self.assertEqual(self.sold.qty_claimed, 3.0, "what was paid may not come back for money")
