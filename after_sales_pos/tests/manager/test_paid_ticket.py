from contextlib import suppress
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GuardCase


@tagged("post_install", "-at_install")
class TestPaidTicket(GuardCase):
    """What happens to an order of a ticket afterwards, by Odoo's own ways."""

    def test_paid_return_is_not_taken_back_to_pay_again(self):
        self.till.after_sales_ask_grade = False
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund = self._pay_back(self.till, self._wish(sale.lines, grade_id=False))
        order = refund.after_sales_return_ids
        for undo in (
            order.action_cancel,
            order.action_reset,
            order.unlink,
            order.line_ids.unlink,
            lambda: order.line_ids.write({"quantity": 0.0}),
            lambda: order.line_ids.write({"pos_line_id": False}),
            order.disposition_ids.unlink,
            order.disposition_ids.action_cancel,
        ):
            with suppress(UserError), self.env.cr.savepoint():
                undo()
                with self.assertRaises(UserError):
                    self._pay_back(self.till, self._wish(sale.lines, grade_id=False))

    def test_service_is_refunded_as_ever(self):
        service = self.env["product.product"].create(
            {"name": "Gift Wrap", "type": "service", "list_price": 5.0, "available_in_pos": True}
        )
        sale = self._sell_at_till(self.till, (self.shirt, 1), (service, 1))
        line = sale.lines.filtered(lambda one: one.product_id == service)
        refund = self._refund_at_till(self.till, line, 1)
        self.assertEqual(refund.state, "paid")
        with self.assertRaisesRegex(UserError, "Gift Wrap"):
            self._refund_at_till(self.till, line, 1)

    def test_receipt_with_a_discount_is_refunded_as_ever(self):
        discount = self.env["product.product"].create(
            {"name": "Discount", "type": "service", "available_in_pos": True}
        )
        values = {"price_unit": -10.0}
        sale = self._sell_at_till(self.till, (self.shirt, 1), (discount, 1, values))
        refund = sale.with_user(self.cashier)._refund()
        refund.add_payment(
            {
                "pos_order_id": refund.id,
                "amount": refund.amount_total,
                "payment_method_id": self._cash(self.till).id,
            }
        )
        refund.action_pos_order_paid()
        self.assertEqual(refund.state, "paid")

    def test_settled_lines_are_not_refunded(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shoe, 1))
        for order in refund | new:
            line = order.lines.filtered(lambda one: one.after_sales_role == "settlement")
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._refund_at_till(self.till, line, line.qty)
        copied = refund.with_user(self.cashier)._refund()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            copied.amount_paid = copied.amount_total
            copied.action_pos_order_paid()
        copied = new.with_user(self.cashier)._refund()
        self.assertEqual(copied.lines.product_id, self.shoe)

    def test_store_credit_is_not_refunded_in_cash(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        refund = self._pay_back(self.till, self._wish(sale.lines, resolution="store_credit"))
        line = refund.lines.filtered(lambda one: one.after_sales_role == "credit")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._refund_at_till(self.till, line, 1)

    def test_new_goods_of_an_exchange_come_back_like_others(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        _refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        goods = new.lines.filtered(lambda line: not line.after_sales_role)
        self._refund_at_till(self.till, goods, 1)
        with self.assertRaises(UserError):
            self._pay_back(self.till, self._wish(goods))

    def test_closing_tells_what_no_return_explains(self):
        """By the database, or an addon that pays orders its own way."""
        sale = self._sell_at_till(self.till, (self.shoe, 1))
        order = self._refund_at_till(self.till, sale.lines, 1)
        order.lines.after_sales_role = "goods"
        session = self._close(self.till)
        notes = " ".join(str(note) for note in session.activity_ids.mapped("note"))
        self.assertIn(order.pos_reference, notes)

    def test_price_without_receipt_is_at_most_todays(self):
        wish = self._wish(product_id=self.shirt.id, price_unit=1000.0)
        self._open(self.till)
        answers = self._as_cashier(self.till).after_sales_evaluate(str(uuid4()), [wish])
        self.assertIn("110.00", " ".join(answers[wish["key"]]["problems"]))
        wish["price_unit"] = 110.0
        answers = self._as_cashier(self.till).after_sales_evaluate(str(uuid4()), [wish])
        self.assertFalse(answers[wish["key"]]["problems"])
