from random import Random

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .payment_common import MeansCase


@tagged("post_install", "-at_install")
class TestMeans(MeansCase):
    """What was paid with a card goes back to it, what was paid in money in money."""

    def _hundred(self, price=100.0):
        return {"price_unit": price, "tax_ids": [Command.clear()]}

    def test_all_back_in_the_same_way(self):
        """100 with a gift card of 40: 60 in money, 40 to the card."""
        for invoice in (True, False):
            with self.subTest(invoice=invoice):
                card = self._create_card(40.0)
                before = self._books(self.liability)
                sale = self._sell_with(card, (self.shirt, 1, self._hundred()), invoice=invoice)
                self.assertEqual((sale.amount_total, card.points), (60.0, 0.0))
                order = self._refund(sale)
                self.assertEqual(self._money(sale), 60.0)
                self.assertEqual(order.amount_to_pay, 60.0)
                self.assertEqual(card.points, 40.0)
                self.assertEqual(self._books(self.liability), before)
                self.assertBalanced(sale.invoice_ids)
                self.assertEqual(order.stage, "closed")
                self.assertEqual(order.disposition_ids.amount_refund, 100.0)
                self.assertEqual(order.amount_refund_customer, 100.0)

    def test_history_names_the_return(self):
        card = self._create_card(40.0)
        order = self._refund(self._sell_with(card, (self.shirt, 1, self._hundred())))
        row = card.history_ids.filtered("issued")
        self.assertRecordValues(row, [{"issued": 40.0, "used": 0.0}])
        self.assertIn(order.name, row.description)
        self.assertEqual(order.ewallet_ids, card)
        self.assertIn("40", order.message_ids[:1].body)

    def test_slices_split_like_the_payment(self):
        """3 × 33.34 with a card of 40: split each time, the last takes the remainder."""
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 3, self._hundred(33.34)))
        paid = sale.amount_total
        self.assertEqual(paid, 60.02)
        points = money = 0.0
        for _index in range(3):
            self._refund(sale, {self.shirt: 1})
            self.assertAlmostEqual(card.points - points, 40.0 / 3, delta=0.01)
            self.assertAlmostEqual(self._money(sale) - money, paid / 3, delta=0.02)
            points, money = card.points, self._money(sale)
        self.assertEqual((points, money), (40.0, paid))
        self.assertBalanced(sale.invoice_ids)

    def test_goods_of_different_price_and_tax(self):
        """60 without tax and 40 with: the card paid 24 of the one and 16 of the other."""
        tax = self._tax(25.0)
        card = self._create_card(40.0)
        sale = self._sell_with(
            card,
            (self.shirt, 1, self._hundred(60.0)),
            (self.shoe, 1, {"price_unit": 32.0, "tax_ids": [Command.set(tax.ids)]}),
        )
        self.assertEqual(sale.amount_total, 60.0)
        self._refund(sale, {self.shoe: 1})
        self.assertEqual((card.points, self._money(sale)), (16.0, 24.0))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((card.points, self._money(sale)), (40.0, 60.0))
        self.assertBalanced(sale.invoice_ids)

    def test_discount_on_the_order(self):
        """200 less 10 %, a card of 40: 140 in money; half back: 20 and 70."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.shirt.id, "product_uom_qty": 2, **self._hundred()}
                    )
                ],
            }
        )
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        card = self._create_card(40.0)
        self._spend(sale, card)
        sale.action_confirm()
        self.assertEqual(sale.amount_total, 140.0)
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        for share in (0.5, 1.0):
            self._refund(sale, {self.shirt: 1})
            self.assertEqual((card.points, self._money(sale)), (40.0 * share, 140.0 * share))
        self.assertBalanced(sale.invoice_ids)

    def test_no_cent_in_money_where_a_card_paid_all(self):
        """3 × 3.33 less 10 % are 8.99, a unit 3.33 − 0.33 − 2.99: the cent is the card's."""
        for rate in (0.0, 7.0):
            with self.subTest(rate=rate):
                price = {"price_unit": 3.33, "tax_ids": [Command.set(self._tax(rate).ids)]}
                sale = self._sell((self.shirt, 3, price), deliver=False, invoice=False)
                self.env["sale.order.discount"].create(
                    {
                        "sale_order_id": sale.id,
                        "discount_type": "so_discount",
                        "discount_percentage": 0.1,
                    }
                ).action_apply_discount()
                paid = sale.amount_total
                card = self._create_card(paid)
                self._spend(sale, card)
                self.assertEqual((sale.amount_total, card.points), (0.0, 0.0))
                self._validate(sale.picking_ids)
                self._invoice(sale)
                for share in (1, 2, 3):
                    note = self._refund(sale, {self.shirt: 1}).refund_ids
                    self.assertEqual(note.amount_total, 0.0)
                    self.assertAlmostEqual(card.points, paid * share / 3, delta=0.02)
                self.assertEqual(card.points, paid)
                self.assertBalanced(sale.invoice_ids)

    def test_more_credited_by_hand_than_came_in_money(self):
        """80 of 100 credited by hand, 60 of which came in money: the card gets the last 20."""
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        note = sale.invoice_ids._reverse_moves()
        goods = note.invoice_line_ids.filtered(lambda line: line.product_id == self.shirt)
        (note.invoice_line_ids - goods).unlink()
        goods.price_unit = 80.0
        note.action_post()
        mine = self._refund(sale).refund_ids
        self.assertEqual((mine.amount_total, card.points), (0.0, 20.0))

    def test_card_and_wallet(self):
        """100 with 40 of a gift card and 25 of an eWallet: each gets its own."""
        gift = self._create_card(40.0)
        wallet = self._create_card(25.0, self.wallet_program)
        sale = self._sell_with(gift | wallet, (self.shirt, 2, self._hundred(50.0)))
        self.assertEqual(sale.amount_total, 35.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((gift.points, wallet.points, self._money(sale)), (20.0, 12.5, 17.5))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((gift.points, wallet.points, self._money(sale)), (40.0, 25.0, 35.0))
        self.assertBalanced(sale.invoice_ids)

    def test_paid_by_card_alone(self):
        for invoice in (True, False):
            with self.subTest(invoice=invoice):
                card = self._create_card(150.0)
                sale = self._sell_with(card, (self.shirt, 1, self._hundred()), invoice=invoice)
                self.assertEqual((sale.amount_total, card.points), (0.0, 50.0))
                order = self._refund(sale)
                self.assertEqual((card.points, self._money(sale)), (150.0, 0.0))
                self.assertEqual(order.amount_to_pay, 0.0)
                self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_part_of_the_price_is_split_too(self):
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        self._refund(sale, refund_percent=50.0, route="restock")
        self.assertEqual((card.points, self._money(sale)), (20.0, 30.0))

    def test_fee_is_withheld_of_both(self):
        """A fee of 10 on 100: 36 to the card, 54 in money; of a card alone 90."""
        for points, expected in ((40.0, (36.0, 54.0)), (100.0, (90.0, 0.0))):
            with self.subTest(points=points):
                card = self._create_card(points)
                sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
                self._refund(sale, fee=10.0, grade_id=self.grade_a.id)
                self.assertEqual((card.points, self._money(sale)), expected)

    def test_order_that_is_not_paid_yet(self):
        """The invoice's 60 are open: nothing to pay, and the card has its 40 again."""
        card = self._create_card(40.0)
        sale = self._sell((self.shirt, 1, self._hundred()), deliver=False, invoice=False)
        sale.state = "draft"
        self._spend(sale, card)
        sale.action_confirm()
        self._validate(sale.picking_ids)
        self._invoice(sale)
        order = self._refund(sale)
        self.assertEqual((card.points, order.amount_to_pay), (40.0, 0.0))
        self.assertEqual(self._receivable(), 0.0)

    def test_never_more_by_any_means_than_came(self):
        """Random orders in random slices: neither the card nor the money gives more than it
        got, and a whole return gives both back to the cent."""
        taxes = [self.tax, *(self._tax(amount) for amount in (0.0, 7.0, 19.6, 25.0))]
        for seed in range(5):
            chance = Random(seed)
            with self.subTest(seed=seed):
                goods = [
                    (
                        product,
                        chance.randint(1, 4),
                        {
                            "price_unit": round(chance.uniform(1, 90), 2),
                            "discount": chance.choice([0.0, 12.5]),
                            "tax_ids": [Command.set(chance.choice(taxes).ids)],
                        },
                    )
                    for product in (self.shirt, self.shoe)
                ]
                points = round(chance.uniform(5, 200), 2)
                card = self._create_card(points)
                sale = self._sell_with(card, *goods, invoice=chance.choice([True, False]))
                left = {product: quantity for product, quantity, _vals in goods}
                while any(left.values()):
                    product = chance.choice([one for one in left if left[one]])
                    quantity = chance.randint(1, left[product])
                    left[product] -= quantity
                    self._refund(sale, {product: quantity})
                    self.assertLessEqual(card.points, points)
                    self.assertLessEqual(self._money(sale), sale.amount_total + 0.001)
                self.assertEqual(card.points, points)
                self.assertEqual(self._money(sale), sale.amount_total)
                self.assertBalanced(sale.invoice_ids)

    # Which card -----------------------------------------------------------------------------

    def test_card_that_is_out_of_date_is_replaced(self):
        """The buyer gets a new card of that program, one for all that comes back."""
        card = self._create_card(40.0, partner_id=False)
        sale = self._sell_with(card, (self.shirt, 2, self._hundred(50.0)))
        card.expiration_date = fields.Date.today() - relativedelta(days=1)
        self._refund(sale, {self.shirt: 1})
        new = self.gift.coupon_ids - card
        self.assertRecordValues(new, [{"points": 20.0, "partner_id": self.customer.id}])
        self.assertEqual(card.points, 0.0)
        mails = self.env["mail.mail"].search(
            [("model", "=", "loyalty.card"), ("res_id", "=", new.id)]
        )
        self.assertEqual(len(mails), 1, "the buyer gets the code")
        self.assertIn(new.code, mails.body_html)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(self.gift.coupon_ids - card, new)
        self.assertEqual(new.points, 40.0)

    def test_archived_card_is_replaced(self):
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        card.active = False
        self._refund(sale)
        self.assertEqual((self.gift.coupon_ids - card).points, 40.0)

    def test_program_that_is_out_of_use_is_named(self):
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        self.gift.active = False
        order = self._received(sale)
        self._decide(order)
        with self.assertRefused("gift_card.*is out of use"):
            order.action_settle()
        self._decide_again(order, resolution="store_credit")
        order.action_settle()
        self.assertEqual(self._wallet().points, 100.0)

    def _decide_again(self, order, **vals):
        order.disposition_ids.write(vals)

    def _wallet(self):
        return self.env["loyalty.card"].search(
            [
                ("program_id", "=", self.wallet_program.id),
                ("partner_id", "=", self.customer.id),
            ]
        )

    # Another choice -------------------------------------------------------------------------

    def test_credit_for_all(self):
        """A person may choose store credit for all: 100 on the eWallet, and the books say so."""
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        owed = self._books(self.wallet_account)
        gifts = self._books(self.liability)
        self._refund(sale, grade_id=self.grade_a.id, resolution="store_credit")
        self.assertEqual((self._wallet().points, card.points), (100.0, 0.0))
        self.assertEqual(self._books(self.wallet_account) - owed, 100.0)
        self.assertEqual(self._books(self.liability), gifts)
        self.assertEqual(self._receivable(), 0.0)

    def test_money_for_credit_needs_the_manager(self):
        self._create_users()
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        order = self._received(sale)
        parts = self._decide(order, grade_id=self.grade_a.id, credit_in_money=True)
        with self.assertRefused("only a manager pays it out in money"):
            parts.with_user(self.clerk).action_settle()
        parts.with_user(self.manager).action_settle()
        self.assertEqual((card.points, self._money(sale)), (0.0, 100.0))
        self.assertEqual(order.amount_to_pay, 100.0)

    def test_money_for_credit_once_leaves_the_others_their_part(self):
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 2, self._hundred(50.0)))
        self._refund(sale, {self.shirt: 1}, grade_id=self.grade_a.id, credit_in_money=True)
        self.assertEqual((card.points, self._money(sale)), (0.0, 50.0))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((card.points, self._money(sale)), (20.0, 80.0))

    def test_money_for_credit_in_slices_adds_up_to_the_cent(self):
        """3 × 33.34 with a card of 40, all of it paid out in money: 100.02."""
        gifts = self._books(self.liability)
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 3, self._hundred(33.34)))
        self.assertEqual(gifts - self._books(self.liability), 40.0)
        for money in (33.34, 66.68, 100.02):
            self._refund(sale, {self.shirt: 1}, grade_id=self.grade_a.id, credit_in_money=True)
            self.assertEqual((card.points, self._money(sale)), (0.0, money))
        self.assertEqual(gifts - self._books(self.liability), 40.0)

    def test_exchange_spends_the_card_again(self):
        """100 with a card of 40 for goods at 80: 40 of them are the card's, 20 in money; for
        goods at 130: 30 more to pay. No money comes of a card that way."""
        for price, owed, points in ((80.0, 20.0, 0.0), (130.0, -30.0, 0.0), (30.0, 60.0, 10.0)):
            with self.subTest(price=price):
                self.shoe.write({"list_price": price, "taxes_id": [Command.clear()]})
                card = self._create_card(40.0)
                sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
                order = self._refund(
                    sale,
                    line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
                    grade_id=self.grade_a.id,
                )
                moves = order.refund_ids | order.exchange_order_ids.invoice_ids
                self.assertAlmostEqual(-sum(moves.mapped("amount_residual_signed")), owed)
                self.assertEqual(card.points, points)

    def test_card_is_not_turned_into_money_by_an_exchange(self):
        """Paid by card alone, exchanged, and the new goods brought back: all on the card. What
        else the card holds is not touched."""
        self.shoe.write({"list_price": 100.0, "taxes_id": [Command.clear()]})
        card = self._create_card(150.0)
        sale = self._sell_with(card, (self.shirt, 1, self._hundred()))
        order = self._refund(
            sale,
            line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
            grade_id=self.grade_a.id,
        )
        self.assertEqual(card.points, 50.0)
        new = order.exchange_order_ids
        self._validate(new.picking_ids)
        back = self._refund(new)
        self.assertEqual(back.amount_to_pay, 0.0)
        self.assertEqual(card.points, 150.0)

    def test_cancelled_note_takes_the_card_back(self):
        card = self._create_card(40.0)
        sale = self._sell_with(card, (self.shirt, 2, self._hundred(50.0)))
        order = self._received(sale, {self.shirt: 2})
        order.action_sort().action_split()
        order.disposition_ids.grade_id = self.grade_a
        order.disposition_ids.action_decide()
        order.disposition_ids[0].action_settle()
        self.assertEqual(card.points, 20.0)
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        self.assertEqual(card.points, 0.0)
        order.action_settle()
        self.assertEqual((card.points, self._money(sale)), (40.0, 60.0))

    def test_foreign_currency(self):
        """A card in dollars paid for an order in francs at 0.5: 20 francs of 100."""
        pricelist = self._create_franc_pricelist((0.5, 2000))
        card = self._create_card(40.0)
        sale = self._sell_with(
            card, (self.shirt, 2, self._hundred(50.0)), pricelist_id=pricelist.id
        )
        self.assertEqual((sale.amount_total, card.points), (80.0, 0.0))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((card.points, self._money(sale)), (20.0, 40.0))
        self._refund(sale, {self.shirt: 1})
        self.assertEqual((card.points, self._money(sale)), (40.0, 80.0))
        self.assertBalanced(sale.invoice_ids)
