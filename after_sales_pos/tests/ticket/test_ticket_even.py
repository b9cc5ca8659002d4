import json
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import ExchangedCase


class EvenCase(ExchangedCase):
    """Exchanges for the same again, as the screen makes them of the server's quote."""

    def _exchange_even(self, sold, **more):
        """Exchange one unit of ``sold`` for the same again; parameters as of ``_even_data``.

        :return: (return's, new goods' ``pos.order``)
        """
        return self._sync(self.till, *self._even_data(sold, **more))

    def _even_data(self, sold, spend=True, **more):
        """:param spend: whether the new goods are paid by the card that paid the old ones
        :return: the orders of the exchange, as the till sends them
        """
        wish, ticket = self._wish(sold, resolution="exchange"), str(uuid4())
        self._open(self.till)
        quote = self._quote(self.till, [wish], ticket)
        back, (new,) = quote["orders"][0], quote["exchanges"]
        lines = [self._new_line(new)]
        cards = [line for line in back["lines"] if line.get("is_card")]
        lines += [self._spent_line(line) for line in cards if spend]
        lines[1:] += more.pop("lines", [])
        worth = self._order_data(self.till, lines)["amount_total"]
        data = self._return_data(
            self.till, back, [wish], ticket, settlement=-back["total"], payments=[], **more
        )
        sale = self._new_data(self.till, ticket, *lines, settlement=back["total"], payments=[])
        self.assertAlmostEqual(worth, -back["total"], 2)
        return data, sale

    def _new_line(self, new):
        """:param new: dict of ``exchanges``"""
        product = self.env["product.product"].browse(new["product_id"])
        values = {
            "price_unit": new["price_unit"],
            "tax_ids": [Command.set(new["tax_ids"])],
            "extra_tax_data": new["extra_tax_data"],
            "after_sales_key": new["key"],
        }
        return product, new["quantity"], values

    def _spent_line(self, line, amount=None):
        """What the card pays again; :param line: the quoted line that gives back to it"""
        product = self.env["product.product"].browse(line["product_id"])
        values = {
            "price_unit": -(amount or line["amount"]),
            "tax_ids": [Command.set(line["tax_ids"])],
            "after_sales_role": "card",
            "after_sales_origin_id": line["origin_line_id"],
        }
        return product, 1, values


@tagged("post_install", "-at_install")
class TestTicketEven(EvenCase):
    def test_even_to_the_cent(self):
        """Three units, one after the other, at prices that no cent divides."""
        for rounding in ("round_per_line", "round_globally"):
            for price, discount in ((33.3367, 0), (9.995, 0), (57.143, 15), (0.333, 0)):
                with self.subTest(rounding=rounding, price=price):
                    self.company.tax_calculation_rounding_method = rounding
                    values = {"price_unit": price, "discount": discount}
                    sale = self._sell_at_till(self.till, (self.shirt, 3, values))
                    for _unit in range(3):
                        refund, new = self._exchange_even(sale.lines)
                        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))
                        goods = new.lines[0]
                        taxes = [
                            line.price_subtotal_incl - line.price_subtotal
                            for line in (refund.lines[0], goods)
                        ]
                        self.assertAlmostEqual(taxes[0], taxes[1], 2)

    def test_even_with_a_discount_on_the_whole_receipt(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        product = self._create_product("Discount", 1.0, available_in_pos=True, type="service")
        values = {"price_unit": -10.01, "tax_ids": [Command.set(self.tax.ids)]}
        sale = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1), (product, 1, values))
        for line in sale.lines[:2]:
            refund, new = self._exchange_even(line)
            self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))
        self._close(self.till)
        account = self.company._after_sales_clearing_account()
        items = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertAlmostEqual(sum(items.mapped("balance")), 0.0)

    def test_even_where_the_list_price_changed_since(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self.shirt.list_price = 130.0
        refund, new = self._exchange_even(sale.lines)
        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))

    def test_web_order_is_exchanged_evenly(self):
        order = self._sell((self.shirt, 2), pay=True)
        self.shirt.list_price = 130.0
        refund, new = self._exchange_even(order.order_line)
        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))
        self.assertAlmostEqual(new.lines[0].price_subtotal_incl, 110.0)

    def test_worn_goods_are_worth_less_than_the_new_ones(self):
        grade = self.grade_a.copy({"code": "A half", "refund_percent": 50.0})
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, resolution="exchange", grade_id=grade.id)
        quote = self._quote(self.till, [wish], "T-3")
        self.assertAlmostEqual(quote["orders"][0]["total"], -55.0)
        self.assertAlmostEqual(quote["exchanges"][0]["price_unit"], 100.0)


@tagged("post_install", "-at_install")
class TestTicketEvenCards(EvenCase):
    """Goods that a gift card or eWallet paid in part."""

    def setUp(self):
        super().setUp()
        self.wallet = self._create_wallet(50.0)
        reward = self.wallet.program_id.reward_ids[:1]
        payment = {
            "price_unit": -50.0,
            "tax_ids": [Command.clear()],
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": self.wallet.id,
            "points_cost": 50.0,
            "reward_identifier_code": str(uuid4())[:8],
        }
        self.sale = self._sell_at_till(
            self.till,
            (self.shirt, 1),
            (reward.discount_line_product_id, 1, payment),
            partner=self.customer,
        )
        self.wallet.points = 0.0

    def test_even_and_the_card_stays_as_it_was(self):
        refund, new = self._exchange_even(self.sale.lines[0])
        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))
        self.assertFalse((refund | new).payment_ids)
        self.assertAlmostEqual(self.wallet.points, 0.0)

    def test_card_never_becomes_money(self):
        _refund, new = self._exchange_even(self.sale.lines[0])
        refund = self._pay_back(self.till, self._wish(new.lines[0]))
        self.assertEqual(self._means(refund), {self._cash(self.till): -60.0})
        self.assertAlmostEqual(self.wallet.points, 50.0)

    def test_history_tells_of_both(self):
        refund, new = self._exchange_even(self.sale.lines[0])
        history = self.env["loyalty.history"].search([("card_id", "=", self.wallet.id)])
        self.assertEqual(
            {(row.order_id, row.issued, row.used) for row in history},
            {(refund.id, 50.0, 0.0), (new.id, 0.0, 50.0)},
        )

    def test_session_closes_and_tells_nothing_wrong(self):
        self._exchange_even(self.sale.lines[0])
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
        self.assertFalse(session.activity_ids)

    def assertKeptAndTold(self, refund, new):
        self.assertEqual((refund.state, new.state), ("paid", "paid"))
        notes = refund.after_sales_return_ids.activity_ids.mapped("note")
        told = html2plaintext(" ".join(map(str, notes)))
        self.assertIn(self.till.name, told)
        return told

    def test_offline_and_taken_meanwhile_is_kept(self):
        """What the card did not get back is not taken from it."""
        data = self._even_data(self.sale.lines[0], offline=True)
        self._pay_back(self.other_till, self._wish(self.sale.lines[0]))
        told = self.assertKeptAndTold(*self._sync(self.till, *data))
        self.assertIn("promised back to the card", told)
        self.assertAlmostEqual(self.wallet.points, 50.0)

    def test_offline_and_not_to_be_read_is_kept(self):
        """Nothing says what came back that the new goods were paid with."""
        back, new = self._even_data(self.sale.lines[0], offline=True)
        request = json.loads(back["after_sales_request"])
        request["wishes"][0]["line_id"] = 10**8
        told = self.assertKeptAndTold(
            *self._sync(self.till, {**back, "after_sales_request": json.dumps(request)}, new)
        )
        self.assertIn("do not settle with each other", told)
        self.assertAlmostEqual(self.wallet.points, 0.0)

    def test_offline_and_settled_by_another_product_is_kept(self):
        """The till was loaded before the company took another product for it."""
        data = self._even_data(self.sale.lines[0], offline=True)
        product = self.company.after_sales_settlement_product_id
        self.company.after_sales_settlement_product_id = product.copy({"name": "Settled"})
        told = self.assertKeptAndTold(*self._sync(self.till, *data))
        self.assertIn("do not settle with each other", told)

    def test_offline_that_fits_makes_no_noise(self):
        refund, _new = self._sync(self.till, *self._even_data(self.sale.lines[0], offline=True))
        self.assertFalse(refund.after_sales_return_ids.activity_ids)
        self.assertAlmostEqual(self.wallet.points, 0.0)

    def test_more_than_came_back_is_refused(self):
        wish, ticket = self._wish(self.sale.lines[0], resolution="exchange"), str(uuid4())
        back = self._quote(self.till, [wish], ticket)["orders"][0]
        card = next(line for line in back["lines"] if line.get("is_card"))
        data = self._return_data(self.till, back, [wish], ticket, settlement=10.0, payments=[])
        lines = [(self.shirt, 1), self._spent_line(card, 100.0)]
        new = self._new_data(self.till, ticket, *lines, settlement=-10.0, payments=[])
        data["payment_ids"] = [
            Command.create({"payment_method_id": self._cash(self.till).id, "amount": -50.0})
        ]
        data["amount_paid"] = -50.0
        with self.assertRefused("do not settle"):
            self._sync(self.till, data, new)

    def test_paid_by_no_card_of_the_ticket_is_refused(self):
        self._open(self.till)
        payment = self.sale.lines.filtered("reward_id")
        line = {
            "product_id": payment.product_id.id,
            "amount": 50.0,
            "tax_ids": [],
            "origin_line_id": payment.id,
        }
        new = self._new_data(
            self.till, str(uuid4()), (self.shirt, 1), self._spent_line(line), settlement=0.0
        )
        with self.assertRefused("do not settle"):
            self._sync(self.till, new)
