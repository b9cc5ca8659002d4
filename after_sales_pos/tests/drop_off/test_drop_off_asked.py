from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AskedCase


@tagged("post_install", "-at_install")
class TestAskedRefund(AskedCase):
    def test_refund_at_the_till_closes_it(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._asked(sale, 2.0)
        elsewhere = order.picking_ids
        shelf = self.shirt.with_context(location=self.store.lot_stock_id.id)
        before = shelf.qty_available
        paid = self._pay_back(self.till, self._wish(order.line_ids, 2.0))
        self.assertEqual(elsewhere.state, "cancel")
        self.assertRecordValues(
            order,
            [
                {
                    "state": "closed",
                    "warehouse_id": self.store.id,
                    "pos_config_id": self.till.id,
                    "pos_order_id": paid.id,
                }
            ],
        )
        self.assertAlmostEqual(paid.amount_total, -sale.amount_total, 2)
        self.assertAlmostEqual(order.refund_ids.amount_total, sale.amount_total, 2)
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertEqual(sale.order_line.qty_delivered, 0.0)
        shelf.invalidate_recordset()
        self.assertEqual(shelf.qty_available, before + 2)
        receipt = order.line_ids.move_ids.filtered(lambda move: move.state == "done")
        self.assertIn(receipt.origin_returned_move_id, sale.order_line.move_ids)

    def test_a_part_of_it_leaves_the_rest_awaited_here(self):
        sale = self._sell((self.shirt, 3), pay=True)
        order = self._asked(sale, 3.0)
        paid = self._pay_back(self.till, self._wish(order.line_ids, 1.0))
        self.assertAlmostEqual(paid.amount_total, -sale.amount_total / 3, 2)
        self.assertEqual((order.state, order.stage), ("approved", "awaiting_goods"))
        self.assertRecordValues(
            order.line_ids,
            [{"quantity_received": 1.0, "quantity_settled": 1.0, "quantity_decided": 1.0}],
        )
        rest = order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        self.assertEqual(rest.picking_type_id, self.store.after_sales_in_type_id)
        self.assertEqual(rest.move_ids.product_uom_qty, 2.0)
        again = self._pay_back(self.till, self._wish(order.line_ids, 2.0))
        self.assertAlmostEqual(again.amount_total, -sale.amount_total * 2 / 3, 2)
        self.assertEqual(order.state, "closed")

    def test_one_serial_of_two(self):
        lots = self._create_serials(self.phone, "A-1", "A-2")
        sale = self._sell((self.phone, 2), pay=True)
        order = self._asked(sale, 2.0)
        wish = self._wish(order.line_ids, 1.0, lots=["A-2"])
        self._pay_back(self.till, wish)
        received = order.line_ids.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual(
            received.move_line_ids.lot_id, lots.filtered(lambda one: one.name == "A-2")
        )
        self.assertEqual(order.line_ids.quantity_settled, 1.0)
        with self.assertRaises(UserError):
            self._pay_back(self.till, self._wish(order.line_ids, 1.0, lots=["A-2"]))

    def test_not_as_new_is_paid_and_waits_to_be_sorted_once(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._asked(sale, 2.0)
        self.till.after_sales_ask_grade = False
        self._pay_back(self.till, self._wish(order.line_ids, 2.0, grade_id=False))
        self.assertEqual(order.stage, "to_sort")
        self.assertRecordValues(
            order.disposition_ids, [{"state": "settled", "quantity": 2.0, "date_decided": False}]
        )

    def test_requested_is_approved_by_taking_it(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._create_return(sale, {self.shirt: 1.0})
        order.action_request()
        self.assertEqual(order.state, "requested")
        self._pay_back(self.till, self._wish(order.line_ids, 1.0))
        self.assertEqual(order.state, "closed")
        self.assertFalse(
            self.env["after.sales.mail"].search(
                [
                    ("return_id", "=", order.id),
                    ("template_id", "!=", self._requested_mail().id),
                ]
            )
        )

    def _requested_mail(self):
        return self.env.ref("after_sales_returns.mail_template_return_requested")

    def test_what_the_policy_paid_before_is_not_paid_again(self):
        self.policy.settle_at = "approval"
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._asked(sale, 1.0)
        self.assertEqual(order.line_ids.quantity_advanced, 1.0)
        with self.assertRaisesRegex(UserError, "was paid back already"):
            self._pay_back(self.till, self._wish(order.line_ids, 1.0))
        self._drop_off(self.till, self._wish(order.line_ids, 1.0, resolution="centre"))
        self.assertEqual(order.stage, "to_sort")
        self.assertAlmostEqual(sum(order.refund_ids.mapped("amount_total")), sale.amount_total, 2)

    def test_policy_that_pays_on_receipt_pays_once(self):
        self.policy.settle_at = "receipt"
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._asked(sale, 1.0)
        self._pay_back(self.till, self._wish(order.line_ids, 1.0))
        self.assertEqual(order.state, "closed")
        self.assertAlmostEqual(sum(order.refund_ids.mapped("amount_total")), sale.amount_total, 2)

    def test_of_what_came_in_elsewhere_the_rest_goes_there(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._asked(sale, 2.0)
        self._receive(order, 1.0)
        with self.assertRaisesRegex(UserError, "the rest has to go there"):
            self._pay_back(self.till, self._wish(order.line_ids, 1.0))


@tagged("post_install", "-at_install")
class TestAskedTakeIn(AskedCase):
    def test_store_credit(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._asked(sale, 2.0)
        (row,) = self._drop_off(
            self.till, self._wish(order.line_ids, 2.0, resolution="store_credit")
        )
        self.assertEqual(row["name"], order.name)
        self.assertEqual(order.state, "closed")
        self.assertIn("is on your store credit", row["message"])

    def test_centre(self):
        self.till.after_sales_centre_id = self.warehouse
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._asked(sale, 2.0)
        self._drop_off(self.till, self._wish(order.line_ids, 1.0, resolution="centre"))
        self.assertEqual(order.stage, "to_sort")
        self.assertEqual(order.line_ids.centre_move_ids.product_uom_qty, 1.0)

    def test_reject(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._create_return(sale, {self.shirt: 1.0})
        order.action_request()
        (row,) = self._drop_off(
            self.till,
            self._wish(order.line_ids, resolution="reject", description="Torn in the wash."),
        )
        self.assertEqual(order.state, "refused")
        self.assertIn("Torn in the wash.", order.refusal_reason)
        self.assertIn("Torn in the wash.", row["message"])

    def test_reject_of_approved(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._asked(sale)
        with self.assertRaisesRegex(UserError, "was approved already"):
            self._drop_off(
                self.till, self._wish(order.line_ids, resolution="reject", description="Torn.")
            )
