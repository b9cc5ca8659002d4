from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import ExchangedCase


@tagged("post_install", "-at_install")
class TestTicketExchanged(ExchangedCase):
    def test_clock_goes_on(self):
        """Thirty days from the first purchase, however often it is exchanged."""
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=20)
        _refund, new = self._exchange_same(sale.lines)
        self.assertEqual(self._needs(new.lines[0], days=10), [])
        self.assertEqual(self._needs(new.lines[0], days=11), ["policy"])
        _refund, newer = self._exchange_same(new.lines[0])
        self.assertEqual(self._needs(newer.lines[0], days=11), ["policy"])

    def test_other_goods_of_the_ticket_have_their_own_clock(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=20)
        _refund, new = self._exchange_same(sale.lines, (self.shoe, 1))
        self.assertEqual(self._needs(new.lines[1], days=11), [])

    def test_clock_of_a_web_order_goes_on(self):
        order = self._sell((self.shirt, 1), pay=True)
        wish = self._wish(order.order_line)
        new = (self.shirt, 1, {"after_sales_key": wish["key"]})
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=20)):
            _refund, sale = self._exchange(self.till, wish, new)
        self.assertEqual(self._needs(sale.lines[0], days=30), [])
        self.assertEqual(self._needs(sale.lines[0], days=31), ["policy"])

    def test_web_order_does_not_become_cash(self):
        order = self._sell((self.shirt, 1), pay=True)
        wish = self._wish(order.order_line)
        new = (self.shirt, 1, {"after_sales_key": wish["key"]})
        _refund, sale = self._exchange(self.till, wish, new)
        refund = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertEqual(self._means(refund), {self._card(self.till): -110.0})

    def test_what_was_added_in_cash_comes_back_in_cash(self):
        """88.00 by card, exchanged for 110.00: 22.00 of them in cash."""
        card, cash = self._card(self.till), self._cash(self.till)
        sale = self._sell_at_till(self.till, (self.shoe, 1), payments=[(card, 88.0)])
        _refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        self.assertEqual(self._means(new), {cash: 22.0})
        refund = self._pay_back(self.till, self._wish(new.lines[0]))
        self.assertEqual(self._means(refund), {card: -88.0, cash: -22.0})

    def test_goods_of_two_receipts_come_back_as_each_was_paid(self):
        """One unit of three paid by card, and one paid in cash: half and half."""
        card, cash = self._card(self.till), self._cash(self.till)
        by_card = self._sell_at_till(self.till, (self.shirt, 3), payments=[(card, 330.0)])
        in_cash = self._sell_at_till(self.till, (self.shirt, 1))
        wishes = [
            self._wish(line, resolution="exchange") for line in (by_card.lines, in_cash.lines)
        ]
        orders = self._quote(self.till, wishes, "T-2")["orders"]
        data = [
            self._return_data(self.till, order, wishes, "T-2", settlement=110.0, payments=[])
            for order in orders
        ]
        new = self._new_data(self.till, "T-2", (self.shirt, 2), settlement=-220.0, payments=[])
        *_refunds, sale = self._sync(self.till, *data, new)
        refund = self._pay_back(self.till, self._wish(sale.lines[0], 2.0))
        self.assertEqual(self._means(refund), {card: -110.0, cash: -110.0})

    def test_every_printed_number_finds_the_new_goods(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        refund, new = self._exchange_same(sale.lines)
        printed = {
            "the return's receipt": refund.pos_reference,
            "the new goods' receipt": new.pos_reference,
            "the return": refund.after_sales_return_ids.name,
            "the first receipt": sale.pos_reference,
        }
        for name, number in printed.items():
            with self.subTest(name):
                found = self._as_cashier(self.till).after_sales_find(number)["sales"]
                self.assertIn(("pos", new.id), [(row["kind"], row["id"]) for row in found])

    def test_numbers_of_all_receipts_find_what_was_exchanged_again(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        first_refund, first_new = self._exchange_same(sale.lines)
        second_refund, second_new = self._exchange_same(first_new.lines[0])
        _refund, new = self._exchange_same(second_new.lines[0])
        orders = sale | first_refund | first_new | second_refund | second_new
        returns = (first_refund | second_refund).after_sales_return_ids
        for number in orders.mapped("pos_reference") + returns.mapped("name"):
            with self.subTest(number):
                found = self._as_cashier(self.till).after_sales_find(number)["sales"]
                self.assertIn(("pos", new.id), [(row["kind"], row["id"]) for row in found])

    def test_number_of_a_web_order_finds_the_new_goods(self):
        order = self._sell((self.shirt, 2), pay=True)
        _refund, new = self._exchange_same(order.order_line)
        found = self._as_cashier(self.till).after_sales_find(order.name)["sales"]
        self.assertEqual(
            {(row["kind"], row["id"]) for row in found}, {("sale", order.id), ("pos", new.id)}
        )

    def test_where_only_an_exchange_is_allowed_it_is_for_any_product(self):
        """After 14 days money is not given back any more; shoes for the shirt are."""
        windows = self.policy.window_ids
        windows.filtered(lambda window: window.resolution != "exchange").window_days = 14
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=20)
        self.assertEqual(self._needs(sale.lines), ["policy"])
        wish = self._wish(sale.lines, exchange_product_id=self.shoe.id)
        new = (self.shoe, 1, {"after_sales_key": wish["key"]})
        refund, _new = self._exchange(self.till, wish, new, (self.shoe, 1))
        line = refund.after_sales_return_ids.line_ids
        self.assertRecordValues(
            line, [{"resolution": "exchange", "exchange_product_id": self.shoe.id}]
        )

    def test_what_may_only_be_exchanged_does_not_become_cash(self):
        """A shirt of 110.00 for shoes of 88.00: the 22.00 left buy more, or a manager pays them."""
        windows = self.policy.window_ids
        windows.filtered(lambda window: window.resolution != "exchange").window_days = 14
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=20)
        wish = self._wish(sale.lines, exchange_product_id=self.shoe.id)
        new = (self.shoe, 1, {"after_sales_key": wish["key"]})
        with self.assertRefused(r"Shirt may only be exchanged, and .*22\.00"):
            self._exchange(self.till, wish, new)
        refund, _new = self._exchange(self.till, wish, new, (self.shoe, 1))
        self.assertEqual(refund.amount_total, 0.0)

    def test_money_of_other_returns_is_paid_beside_an_exchange(self):
        windows = self.policy.window_ids
        windows.filtered(lambda window: window.resolution != "exchange").window_days = 14
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=20)
        fresh = self._sell_at_till(self.till, (self.shoe, 1))
        wishes = [self._wish(late.lines, resolution="exchange"), self._wish(fresh.lines)]
        orders = self._quote(self.till, wishes, "T-4")["orders"]
        cash = self._cash(self.till)
        data = [
            self._return_data(self.till, orders[0], wishes, "T-4", settlement=110.0, payments=[]),
            self._return_data(self.till, orders[1], wishes, "T-4", payments=[(cash, -88.0)]),
        ]
        new = self._new_data(self.till, "T-4", (self.shirt, 1), settlement=-110.0, payments=[])
        self.assertEqual(len(self._sync(self.till, *data, new)), 3)
