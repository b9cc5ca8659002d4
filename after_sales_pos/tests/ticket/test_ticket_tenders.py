from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketTenders(TicketCase):
    """Money goes back the way it came."""

    def _split_sale(self, cash, card, **more):
        """A shirt of 110.00, paid with both."""
        payments = [(self._cash(self.till), cash), (self._card(self.till), card)]
        return self._sell_at_till(self.till, (self.shirt, 3), payments=payments, **more)

    def _tenders(self, order):
        return {
            payment.payment_method_id: round(payment.amount, 2) for payment in order.payment_ids
        }

    def test_split_payment_goes_back_in_proportion_and_sums_up(self):
        cash, card = self._cash(self.till), self._card(self.till)
        sale = self._split_sale(100.01, 229.99)
        back = {cash: 0.0, card: 0.0}
        for _unit in range(3):
            refund = self._pay_back(self.till, self._wish(sale.lines))
            for method, amount in self._tenders(refund).items():
                back[method] -= amount
        self.assertAlmostEqual(back[cash], 100.01)
        self.assertAlmostEqual(back[card], 229.99)

    def test_change_is_netted(self):
        cash = self._cash(self.till)
        sale = self._sell_at_till(
            self.till, (self.shirt, 1), payments=[(cash, 200.0)], amount_return=-90.0
        )
        self.assertEqual(sum(sale.payment_ids.mapped("amount")), 110.0)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertEqual(self._tenders(refund), {cash: -110.0})

    def test_another_till_pays_by_its_own_methods(self):
        sale = self._split_sale(100.0, 230.0)
        refund = self._pay_back(self.other_till, self._wish(sale.lines, 3.0))
        self.assertEqual(
            self._tenders(refund),
            {self._cash(self.other_till): -100.0, self._card(self.other_till): -230.0},
        )

    def test_another_tender_needs_a_manager(self):
        sale = self._split_sale(0.0, 330.0)
        wish = self._wish(sale.lines)
        with self.assertRaisesRegex(UserError, "call a manager"):
            self._pay_back(self.till, wish, payments=[(self._cash(self.till), -110.0)])

    def test_another_tender_with_a_manager(self):
        sale = self._split_sale(0.0, 330.0)
        ticket = str(uuid4())
        wish = self._wish(sale.lines)
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        self.env["after.sales.override"].create(
            {
                "ticket": ticket,
                "kind": "tender",
                "reason": "Card expired",
                "config_id": self.till.id,
                "manager": "Mia",
                "cashier": "Nina",
            }
        )
        data = self._return_data(
            self.till, quote, [wish], ticket, payments=[(self._cash(self.till), -110.0)]
        )
        refund = self._sync(self.till, data)
        self.assertEqual(self._tenders(refund), {self._cash(self.till): -110.0})
        self.assertEqual(refund.after_sales_return_ids.override_ids.reason, "Card expired")

    def test_exchanged_goods_go_back_as_the_first_were_paid(self):
        """The new goods of an exchange were paid by the old ones, and these by card."""
        card = self._card(self.till)
        sale = self._sell_at_till(self.till, (self.shirt, 1), payments=[(card, 110.0)])
        _refund, new = self._exchange(self.till, self._wish(sale.lines), (self.shirt, 1))
        refund = self._pay_back(self.till, self._wish(new.lines[0]))
        self.assertEqual(self._tenders(refund), {card: -110.0})

    def _close_card(self, till):
        """The till takes cash only from now on."""
        till.payment_method_ids -= self._card(till)

    def test_cash_for_a_card_that_the_till_does_not_take_is_another_tender(self):
        card = self._card(self.other_till)
        sale = self._sell_at_till(self.other_till, (self.shirt, 1), payments=[(card, 110.0)])
        self._close_card(self.till)
        wish, ticket = self._wish(sale.lines), str(uuid4())
        self._open(self.till)
        (tender,) = self._quote(self.till, [wish], ticket)["orders"][0]["tenders"]
        self.assertEqual(
            (tender["payment_method_id"], tender["amount"], tender["original"]),
            (self._cash(self.till).id, -110.0, "Card South"),
        )
        self.assertTrue(tender["is_other"])
        with self.assertRefused("paid by Card South.*call a manager"):
            self._pay_back(self.till, wish)
        self.till.after_sales_other_tender = "no"
        with self.assertRefused("paid by Card South.*store credit"):
            self._pay_back(self.till, wish)
        self.till.after_sales_other_tender = "yes"
        refund = self._pay_back(self.till, wish)
        self.assertEqual(self._tenders(refund), {self._cash(self.till): -110.0})

    def test_store_credit_needs_nobody_at_a_till_without_cards(self):
        card = self._card(self.other_till)
        sale = self._sell_at_till(
            self.other_till, (self.shirt, 1), payments=[(card, 110.0)], partner=self.customer
        )
        self._close_card(self.till)
        self.till.after_sales_other_tender = "no"
        refund = self._pay_back(self.till, self._wish(sale.lines, resolution="store_credit"))
        self.assertEqual(refund.amount_total, 0.0)

    def test_rest_of_an_exchange_is_shared_over_the_means(self):
        """330.00 paid half and half, 88.00 of it for shoes: 121.00 by each, as the screen says."""
        cash, card = self._cash(self.till), self._card(self.till)
        sale = self._split_sale(165.0, 165.0)
        ticket, wish = str(uuid4()), self._wish(sale.lines, 3.0, resolution="exchange")
        quote = self._quote(self.till, [wish], ticket)["orders"][0]

        def pay(*payments):
            data = self._return_data(
                self.till, quote, [wish], ticket, settlement=88.0, payments=list(payments)
            )
            new = self._new_data(self.till, ticket, (self.shoe, 1), settlement=-88.0, payments=[])
            return self._sync(self.till, data, new)

        with self.assertRefused("call a manager"):
            pay((cash, -165.0), (card, -77.0))
        refund, _new = pay((cash, -121.0), (card, -121.0))
        self.assertEqual(self._tenders(refund), {cash: -121.0, card: -121.0})
