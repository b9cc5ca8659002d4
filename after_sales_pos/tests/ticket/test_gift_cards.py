from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..books.common import TruthCase


class CardCase(TruthCase):
    """Receipts that were paid in part by a gift card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lamp = cls._create_product(
            "Lamp", 100.0, available_in_pos=True, taxes_id=[Command.clear()]
        )
        cls._stock(cls.lamp, 100, warehouse=cls.store)

    def setUp(self):
        super().setUp()
        self.card, self.pay = self._gift_card(100.0, 40.0)

    def _carded(self, quantity=1, price=100.0, **more):
        """A receipt of lamps, 40.00 of it paid by the gift card and the rest in cash."""
        lamps = (self.lamp, quantity, {"price_unit": price})
        sale = self._sell_at_till(self.till, lamps, self.pay, **more)
        self.card.points -= 40.0
        return sale

    def _wallet(self):
        program = self.company.after_sales_ewallet_program_id
        return self.env["loyalty.card"].search(
            [("program_id", "=", program.id), ("partner_id", "=", self.customer.id)]
        )

    def _money(self, orders):
        return -sum(orders.payment_ids.mapped("amount"))

    def _give_back(self, line, quantity=1.0, **more):
        """:return: (money, what the gift card got) for a return at the till"""
        before = self.card.points
        refund = self._pay_back(self.till, self._wish(line, quantity, **more))
        return round(self._money(refund), 2), round(self.card.points - before, 2)


@tagged("post_install", "-at_install")
class TestGiftCards(CardCase):
    def test_each_means_gets_back_what_it_paid(self):
        sale = self._carded()
        self.assertEqual(self._give_back(sale.lines[0]), (60.0, 40.0))
        self.assertEqual(self.card.points, 100.0)

    def test_parts_are_split_like_the_payment(self):
        sale = self._carded(3, 33.34)
        back = [self._give_back(sale.lines[0]) for _unit in range(3)]
        for money, card in back:
            self.assertAlmostEqual(money, 20.01, delta=0.011)
            self.assertAlmostEqual(card, 13.33, delta=0.011)
        self.assertAlmostEqual(sum(money for money, _card in back), 60.02)
        self.assertAlmostEqual(self.card.points, 100.0)

    def test_invoiced_receipt(self):
        sale = self._carded(2, 50.0, partner=self.customer, to_invoice=True)
        self.assertEqual(self._give_back(sale.lines[0]), (30.0, 20.0))
        self.assertEqual(self._give_back(sale.lines[0]), (30.0, 20.0))

    def test_store_credit_for_all_of_it(self):
        """As the back office does it: all on the eWallet, nothing on the card."""
        sale = self._carded(partner=self.customer)
        self.assertEqual(self._give_back(sale.lines[0], resolution="store_credit"), (0.0, 0.0))
        self.assertEqual(self._wallet().points, 100.0)

    def test_store_credit_for_one_of_two(self):
        for first in ("store_credit", "refund"):
            with self.subTest(first=first):
                self.card.points = 100.0
                sale = self._carded(2, 50.0, partner=self.customer)
                held = self._wallet().points
                for resolution in (first, {"refund": "store_credit"}.get(first, "refund")):
                    back = self._give_back(sale.lines[0], resolution=resolution)
                    self.assertEqual(back, (30.0, 20.0) if resolution == "refund" else (0.0, 0.0))
                self.assertEqual(self._wallet().points - held, 50.0)

    def test_program_out_of_use_is_named(self):
        sale = self._carded(partner=self.customer)
        self.card.program_id.active = False
        with self.assertRefused("(?s)Gift Card.*out of use"):
            self._pay_back(self.till, self._wish(sale.lines[0]))
        self._pay_back(self.till, self._wish(sale.lines[0], resolution="store_credit"))
        self.assertEqual(self._wallet().points, 100.0)

    def test_goods_of_an_exchange_that_a_card_paid_in_part(self):
        """What the old goods paid of the new ones is no payment by card."""
        sale = self._sell_at_till(self.till, (self.lamp, 1, {"price_unit": 60.0}))
        wish = self._wish(sale.lines)
        _refund, new = self._exchange(
            self.till, wish, (self.lamp, 2, {"price_unit": 50.0}), self.pay
        )
        self.card.points -= 40.0
        self.assertEqual(self._give_back(new.lines[0]), (30.0, 20.0))
        self.assertEqual(self._give_back(new.lines[0]), (30.0, 20.0))

    def test_price_cut_was_given_in_money(self):
        """30 came back by credit note: of the 60 in money 30 are left."""
        sale = self._carded(partner=self.customer, to_invoice=True)
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=sale.account_move.ids
        )
        wizard = wizard.create(
            {"journal_id": sale.account_move.journal_id.id, "date": fields.Date.today()}
        )
        wizard.refund_moves()
        note = wizard.new_move_ids
        goods, card = note.invoice_line_ids.sorted("price_subtotal", reverse=True)
        card.unlink()
        goods.price_unit = 50.0
        note.action_post()
        self.assertEqual(self._give_back(sale.lines[0]), (10.0, 40.0))

    def test_plain_refund_pays_no_money_for_the_card(self):
        sale = self._carded(2, 50.0)
        with self.assertRefused("(?s)gift card.*return screen"):
            self._refund_at_till(self.till, sale.lines[0], 2)
        with self.assertRefused("(?s)gift card.*return screen"):
            self._refund_at_till(self.till, sale.lines[0], 1)
        self.assertEqual(self.card.points, 60.0)

    def test_plain_refund_of_a_service_is_none_for_the_return_screen(self):
        service = self._create_product(
            "Tailoring", 50.0, type="service", is_storable=False, taxes_id=[Command.clear()]
        )
        sale = self._sell_at_till(self.till, (self.lamp, 1), (service, 1), self.pay)
        with self.assertRefused("(?s)gift card.*takes no services. Ask the back office"):
            self._refund_at_till(self.till, sale.lines[1], 1)

    def test_back_office_refund_credits_the_card(self):
        """Odoo's own refund of the whole order turns the payment by card round, too."""
        sale = self._carded()
        refund = sale._refund()
        refund.add_payment(
            {
                "pos_order_id": refund.id,
                "amount": refund.amount_total,
                "payment_method_id": self._cash(self.till).id,
            }
        )
        self.assertAlmostEqual(refund.amount_total, -60.0)
        refund.action_pos_order_paid()
        self.assertEqual(self.card.points, 100.0)
        with self.assertRefused("nothing more of it"):
            self._pay_back(self.till, self._wish(sale.lines[0]))

    def test_expired_card_is_valid_again(self):
        sale = self._carded()
        self.card.active = False
        self.card.expiration_date = fields.Date.subtract(fields.Date.today(), days=1)
        self.assertEqual(self._give_back(sale.lines[0]), (60.0, 40.0))
        self.assertTrue(self.card._is_after_sales_usable())

    def test_two_cards_on_a_receipt(self):
        other, pay = self._gift_card(30.0, 20.0)
        sale = self._sell_at_till(self.till, (self.lamp, 2, {"price_unit": 50.0}), self.pay, pay)
        self.card.points, other.points = 60.0, 10.0
        self.assertEqual(self._give_back(sale.lines[0]), (20.0, 20.0))
        self.assertEqual(other.points, 20.0)
        self.assertEqual(self._give_back(sale.lines[0]), (20.0, 20.0))
        self.assertEqual(other.points, 30.0)


@tagged("post_install", "-at_install")
class TestGiftCardsOfOrders(CardCase):
    """Web orders that were paid in part by a gift card, brought to the till."""

    def _ordered(self, quantity, price):
        order = self._sell(
            (self.lamp, quantity, {"price_unit": price}), deliver=False, invoice=False
        )
        order.applied_coupon_ids |= self.card
        order._update_programs_and_rewards()
        self.assertNotIn(
            "error", order._apply_program_reward(self.card.program_id.reward_ids, self.card)
        )
        self._validate(order.picking_ids)
        self._invoice(order, pay=True)
        return order

    def test_each_means_gets_back_what_it_paid(self):
        self._stock(self.lamp, 10)
        self.card.points = 40.0
        order = self._ordered(2, 50.0)
        self.assertEqual((order.invoice_ids.amount_total, self.card.points), (60.0, 0.0))
        for points in (20.0, 40.0):
            refund = self._pay_back(self.till, self._wish(order.order_line[:1]))
            self.assertEqual(self._money(refund), 30.0)
            self.assertEqual(self.card.points, points)


@tagged("post_install", "-at_install")
class TestGiftCardsOffline(CardCase):
    """Without connection the till divides by the receipt that it knows; the server gives a card
    no more than it paid."""

    def _offline(self, sale, quantity, card, ticket=None):
        """A return as the till makes it: goods, and ``card`` of them back to the gift card."""
        line, payment = sale.lines[0], sale.lines[1]
        wish = self._wish(line, quantity)
        goods = {
            "key": wish["key"],
            "product_id": line.product_id.id,
            "lots": [],
            "extra_tax_data": False,
            "discount": 0.0,
            "tax_ids": [],
        }
        lines = [
            {
                **goods,
                "role": "goods",
                "qty": -quantity,
                "price_unit": line.price_unit,
                "origin_line_id": False,
            },
            {
                **goods,
                "role": "share",
                "product_id": payment.product_id.id,
                "qty": -1.0,
                "price_unit": -card,
                "origin_line_id": payment.id,
            },
        ]
        quoted = {"lines": lines, "partner_id": False, "to_invoice": False, "tenders": []}
        data = self._return_data(
            self.till, quoted, [wish], ticket or str(uuid4()), offline=True, payments=None
        )
        return self._sync(self.till, data)

    def _notes(self, refund):
        return " ".join(
            str(note) for note in refund.after_sales_return_ids.activity_ids.mapped("note")
        )

    def test_card_is_credited_when_the_till_is_back(self):
        sale = self._carded(2, 50.0)
        refund = self._offline(sale, 1.0, 20.0)
        self.assertEqual((self._money(refund), self.card.points), (30.0, 80.0))
        self.assertFalse(refund.after_sales_return_ids.activity_ids)

    def test_card_gets_no_more_than_it_paid(self):
        """What the customer was told is kept, as far as the card paid so much; the rest is
        named."""
        sale = self._carded(2, 50.0)
        first = self._offline(sale, 1.0, 40.0)
        self.assertEqual((self._money(first), self.card.points), (10.0, 100.0))
        self.assertRegex(self._notes(first), "10.00 was given back.*30.00")
        second = self._offline(sale, 1.0, 40.0)
        self.assertEqual(self.card.points, 100.0)
        self.assertRegex(self._notes(second), "40.00 was promised back to the card")

    def test_returned_elsewhere_meanwhile(self):
        sale = self._carded()
        self.assertEqual(self._give_back(sale.lines[0]), (60.0, 40.0))
        refund = self._offline(sale, 1.0, 40.0)
        self.assertEqual(refund.state, "paid")
        self.assertEqual(self.card.points, 100.0)
        self.assertIn("40.00", self._notes(refund))


@tagged("post_install", "-at_install")
class TestGiftCardsInTheCentre(CardCase):
    """Settled by the back office a receipt is paid back by the same means."""

    def _settle(self, line, quantity=1.0, **vals):
        order = self._return_of_pos(line, quantity, warehouse_id=self.warehouse.id)
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id, **vals)
        order.action_settle()
        return order.refund_ids

    def test_money_and_card(self):
        for invoiced in (False, True):
            with self.subTest(invoiced=invoiced):
                self.card.points = 100.0
                sale = self._carded(2, 50.0, partner=self.customer, to_invoice=invoiced)
                note = self._settle(sale.lines[0])
                self.assertRecordValues(note, [{"amount_total": 30.0}])
                self.assertEqual(self.card.points, 80.0)
                self.assertEqual(self._give_back(sale.lines[0]), (30.0, 20.0))

    def test_store_credit_for_all_of_it(self):
        sale = self._carded(partner=self.customer)
        self._settle(sale.lines[0], resolution="store_credit")
        self.assertEqual((self._wallet().points, self.card.points), (100.0, 60.0))

    def test_credit_note_taken_back_to_draft_takes_it_off_the_card_again(self):
        sale = self._carded(2, 50.0, partner=self.customer)
        note = self._settle(sale.lines[0])
        self.assertEqual(self.card.points, 80.0)
        note.button_draft()
        self.assertEqual(self.card.points, 60.0)
        note.action_post()
        self.assertEqual(self.card.points, 80.0)

    def test_invoice_reversed_by_the_accountant(self):
        """The card's part of the reversal is on the card again, and the till gives no more."""
        sale = self._carded(2, 50.0, partner=self.customer, to_invoice=True)
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=sale.account_move.ids
        )
        wizard = wizard.create(
            {"journal_id": sale.account_move.journal_id.id, "date": fields.Date.today()}
        )
        wizard.refund_moves()
        wizard.new_move_ids.action_post()
        self.assertEqual(wizard.new_move_ids.amount_total, 60.0)
        self.assertEqual(self.card.points, 100.0)
        with self.assertRefused(wizard.new_move_ids.name):
            self._pay_back(self.till, self._wish(sale.lines[0]))
