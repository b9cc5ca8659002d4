from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketPayout(TicketCase):
    """Goods of web and back-office orders: the credit note is what the till pays out."""

    def _clearing(self):
        account = self.company._after_sales_clearing_account()
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(sum(lines.mapped("balance")), 2)

    def test_paid_order_is_paid_out(self):
        order = self._sell((self.shirt, 2), pay=True)
        refund = self._pay_back(self.till, self._wish(order.order_line))
        note = refund.after_sales_return_ids.refund_ids
        self.assertRecordValues(
            note, [{"amount_total": 110.0, "amount_residual": 0.0, "state": "posted"}]
        )
        self.assertEqual(note.reversed_entry_id, order.invoice_ids - note)
        self.assertEqual(refund.payment_ids.payment_method_id, self._card(self.till))
        self.assertEqual(self._clearing(), -110.0)
        self._close(self.till)
        self.assertEqual(self._clearing(), 0.0)
        self.assertEqual(refund.after_sales_return_ids.state, "closed")

    def test_open_invoice_is_not_paid_out(self):
        order = self._sell((self.shirt, 2))
        self._open(self.till)
        with self.assertRaisesRegex(UserError, "centre"):
            self._quote(self.till, [self._wish(order.order_line)])
        self.assertFalse(order.order_line.after_sales_line_ids)

    def test_not_invoiced_order_is_not_paid_out(self):
        order = self._sell((self.shirt, 2), invoice=False)
        self._open(self.till)
        with self.assertRaisesRegex(UserError, "centre"):
            self._quote(self.till, [self._wish(order.order_line)])

    def test_quote_leaves_nothing_behind(self):
        order = self._sell((self.shirt, 2), pay=True)
        notes = self.env["account.move"].search_count([("move_type", "=", "out_refund")])
        returns = self.env["after.sales.return"].search_count([])
        self._open(self.till)
        quote = self._quote(self.till, [self._wish(order.order_line)])["orders"][0]
        self.assertEqual(quote["total"], -110.0)
        self.assertEqual(
            self.env["account.move"].search_count([("move_type", "=", "out_refund")]), notes
        )
        self.assertEqual(self.env["after.sales.return"].search_count([]), returns)

    def test_exchange_of_an_order_for_goods_here(self):
        order = self._sell((self.shirt, 1), pay=True)
        refund, new = self._exchange(self.till, self._wish(order.order_line), (self.shoe, 1))
        self.assertAlmostEqual(refund.amount_total, -22.0)
        self.assertAlmostEqual(new.amount_total, 0.0)
        self._close(self.till)
        self.assertEqual(self._clearing(), 0.0)
