import json
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicket(TicketCase):
    def test_refund_pays_back_and_restocks(self):
        sale = self._sell_at_till(self.till, (self.shirt, 3))
        free = self.store.lot_stock_id
        before = self.shirt.with_context(location=free.id).qty_available
        refund = self._pay_back(self.till, self._wish(sale.lines, 2.0))
        order = refund.after_sales_return_ids
        self.assertRecordValues(order, [{"state": "closed", "stage": "closed", "channel": "store"}])
        self.assertAlmostEqual(refund.amount_total, -sale.amount_total * 2 / 3, 2)
        self.assertEqual(refund.payment_ids.payment_method_id, self._cash(self.till))
        self.assertEqual(sale.lines.refunded_qty, 2.0)
        self.assertEqual(self.shirt.with_context(location=free.id).qty_available, before + 2)
        move = order.line_ids.move_ids
        self.assertEqual(move.origin_returned_move_id, sale.picking_ids.move_ids)
        self.assertEqual(order.line_ids.quantity_settled, 2.0)

    def test_tampered_price_is_refused(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        quote["lines"][0]["price_unit"] *= 2
        payments = [(self._cash(self.till), sale.amount_total * -2)]
        data = self._return_data(self.till, quote, [wish], ticket, payments=payments)
        with self.assertRaisesRegex(UserError, "what is paid back is not what the receipts say"):
            self._sync(self.till, data)

    def test_not_as_new_waits_in_the_returns_location(self):
        self.till.after_sales_ask_grade = False
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._pay_back(self.till, self._wish(sale.lines, grade_id=False))
        order = refund.after_sales_return_ids
        self.assertEqual(order.stage, "to_sort")
        self.assertEqual(
            order.line_ids.move_ids.location_dest_id, self.store.after_sales_location_id
        )
        self.assertEqual(order.line_ids.quantity_advanced, 1.0)

    def test_same_unit_comes_back_once(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self._pay_back(self.till, self._wish(sale.lines))
        with self.assertRaisesRegex(UserError, "nothing more of it may come back"):
            self._pay_back(self.till, self._wish(sale.lines))

    def test_synced_twice_is_done_once(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket)
        again = json.loads(json.dumps(data))
        first = self._sync(self.till, data)
        second = self._sync(self.till, again)
        self.assertEqual(first, second)
        self.assertEqual(len(first.after_sales_return_ids), 1)

    def test_invoiced_receipt_gets_a_credit_note(self):
        sale = self._sell_at_till(
            self.till, (self.shirt, 2), partner=self.customer, to_invoice=True
        )
        refund = self._pay_back(self.till, self._wish(sale.lines, 1.0))
        note = refund.account_move
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.reversed_entry_id, sale.account_move)
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(refund.after_sales_return_ids.refund_ids, note)
