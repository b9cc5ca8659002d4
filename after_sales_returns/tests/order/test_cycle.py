from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestCycle(AfterSalesCommon):
    """A return from the request to the posted refund, and what Odoo holds at each step."""

    def test_refund_cycle(self):
        sale = self._sell((self.shirt, 3))
        before = self._available(self.shirt)
        order = self._create_return(sale, {self.shirt: 2})
        self.assertEqual(order.stage, "draft")
        self.assertEqual(order.line_ids.price_paid_unit, 100.0)
        self._approve(order)
        self.assertEqual(order.stage, "awaiting_goods")
        self.assertEqual(sale.order_line.qty_claimed, 2.0)
        self._receive(order)
        self.assertEqual(order.stage, "to_sort")
        self.assertEqual(self._available(self.shirt), before, "unsorted goods must not be for sale")
        parts = self._decide(order)
        self.assertEqual(order.stage, "to_settle")
        self._validate(parts.move_ids.picking_id)
        self.assertEqual(self._available(self.shirt), before + 2)
        order.action_settle()
        self.assertEqual(order.stage, "closed")
        self.assertRecordValues(
            order.refund_ids,
            [
                {
                    "state": "posted",
                    "amount_untaxed": 200.0,
                    "amount_tax": 20.0,
                    "payment_state": "paid",
                }
            ],
        )
        self.assertEqual(
            sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice").amount_residual,
            110.0,
        )
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_goods_that_the_customer_keeps_are_refunded_without_a_receipt(self):
        sale = self._sell((self.shirt, 2))
        order = self._approve(self._create_return(sale, {self.shirt: 1}, transport="keep"))
        self.assertFalse(order.picking_ids)
        self.assertRecordValues(order.disposition_ids, [{"route": "keep", "quantity": 1.0}])
        order.disposition_ids.action_decide()
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        self.assertEqual(order.stage, "closed")
        self.assertRecordValues(
            sale.order_line, [{"qty_delivered": 2.0, "qty_to_invoice": 0.0, "qty_claimed": 1.0}]
        )

    def test_what_came_waits_on_the_sorting_screen_at_once(self):
        order = self._returned((self.shirt, 2))
        self.assertRecordValues(order.disposition_ids, [{"quantity": 2.0, "state": "draft"}])

    def test_a_cancelled_receipt_is_expected_again(self):
        order = self._approve(self._create_return(self._sell((self.shirt, 3))))
        self._receive(order, quantity=1)
        order.picking_ids.filtered(lambda picking: picking.state != "done").action_cancel()
        with self.assertRaisesRegex(UserError, "cannot become"):
            order.action_request()
        order.action_expect()
        open_moves = order.picking_ids.move_ids.filtered(lambda move: move.state == "assigned")
        self.assertRecordValues(open_moves, [{"product_uom_qty": 2.0, "quantity": 2.0}])
        with self.assertRaisesRegex(UserError, "nothing is missing"):
            order.action_expect()
        self._receive(order)
        self.assertEqual(order.line_ids.quantity_received, 3.0)

    def test_a_whole_number_or_tracking_reference_is_found(self):
        orders = self._create_return() | self._create_return(carrier_tracking_ref="1Z999")
        found = self.env["after.sales.return"].name_search
        self.assertEqual([orders[0].id], [one[0] for one in found(orders[0].name)])
        self.assertEqual([orders[1].id], [one[0] for one in found("1Z999")])
        self.assertIn(orders[1].id, [one[0] for one in found(orders[1].name[:-1])])

    def test_return_button_opens_the_draft_that_is_there(self):
        sale = self._sell((self.shirt, 2))
        first = sale.action_after_sales_return()["res_id"]
        self.assertEqual(sale.action_after_sales_return()["res_id"], first)
        self.env["after.sales.return"].browse(first).action_cancel()
        self.assertNotEqual(sale.action_after_sales_return()["res_id"], first)

    def test_responsible_is_told_of_unexpected_goods(self):
        order = self._approve(self._create_return(self._sell((self.shirt, 1))))
        receipt = order.picking_ids
        receipt.move_ids.quantity = 2
        receipt.action_after_sales_record_unexpected()
        self.assertIn("Shirt", order.activity_ids.note)
        self.assertIn(receipt.name, order.activity_ids.note)

    def test_scraps_are_one_button_away(self):
        order = self._returned((self.shirt, 1))
        parts = self._decide(order, grade_id=self.grade_d.id)
        self.assertEqual(order.scrap_count, 1)
        self.assertEqual(order.action_view_scraps()["res_id"], parts.move_ids.scrap_id.id)
