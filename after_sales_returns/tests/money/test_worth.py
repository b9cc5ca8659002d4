from random import Random

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WorthCase


@tagged("post_install", "-at_install")
class TestPriceCut(WorthCase):
    """A credit note at another price than the invoice's cuts what is paid for the line."""

    def test_all_come_back_after_a_cut(self):
        sale = self._sold()
        self._credit(sale, 3, 50.0)
        self.assertEqual(self._refunds(sale, [3]), [300.0])
        self.assertBalanced(sale.invoice_ids)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_price_shown_after_a_cut(self):
        sale = self._sold()
        self._credit(sale, 3, 50.0)
        self.assertEqual(self._unit_price(sale), 100.0)
        self.assertEqual(self._create_return(sale).line_ids.price_paid_unit, 100.0)

    def test_odd_cut_leaves_units_alike(self):
        sale = self._sold()
        self._credit(sale, 1, 50.0)
        self.assertEqual(self._refunds(sale, [1, 1, 1]), [133.33, 133.33, 133.34])
        self.assertBalanced(sale.invoice_ids)

    def test_cut_between_two_returns(self):
        sale = self._sold()
        self.assertEqual(self._refunds(sale, [1]), [150.0])
        self._credit(sale, 1, 50.0)
        self.assertEqual(self._refunds(sale, [1, 1]), [125.0, 125.0])
        self.assertBalanced(sale.invoice_ids)

    def test_cut_without_tax(self):
        sale = self._sold()
        self._credit(sale, 3, 50.0, tax_ids=[Command.clear()])
        order = self._refund(sale)
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 300.0, "amount_tax": 45.0}])

    def test_discounted_line(self):
        sale = self._sold(price=200.0, discount=25.0)
        self._credit(sale, 3, 50.0, discount=0.0)
        self.assertEqual(self._refunds(sale, [1, 2]), [100.0, 200.0])

    def test_store_credit(self):
        sale = self._sold()
        self._credit(sale, 3, 50.0)
        order = self._refund(
            sale, {self.shirt: 1}, grade_id=self.grade_a.id, resolution="store_credit"
        )
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        wallet = self.env["loyalty.card"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("program_id", "=", self.company.after_sales_ewallet_program_id.id),
            ]
        )
        self.assertEqual(wallet.points, 110.0)

    def test_exchange_for_other_goods(self):
        sale = self._sold()
        self._credit(sale, 3, 50.0)
        order = self._refund(
            sale,
            {self.shirt: 1},
            line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
        )
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        self.assertEqual(order.refund_ids.amount_residual, 110.0 - 88.0)

    def test_even_exchange_costs_what_is_left(self):
        large = self._sized_shirt()
        sale = self._sold()
        self._credit(sale, 1, 50.0)
        for _time in range(3):
            order = self._refund(
                sale,
                {self.shirt: 1},
                line_vals={"resolution": "exchange", "exchange_product_id": large.id},
            )
            bill = order.exchange_order_ids.invoice_ids
            self.assertEqual(bill.amount_untaxed, order.refund_ids.amount_untaxed)
            self.assertEqual(bill.amount_residual, 0.0)
            self.assertLessEqual(order.refund_ids.amount_residual, 0.01)


@tagged("post_install", "-at_install")
class TestOpenReturn(WorthCase):
    """A return that is open when the documents change shows what they leave."""

    def test_price_cut_and_taken_back(self):
        sale = self._sold()
        order = self._received(sale)
        part = order.action_sort()
        self.assertEqual(order.line_ids.price_paid_unit, 150.0)
        note = self._credit(sale, 3, 50.0)
        self.assertEqual(order.line_ids.price_paid_unit, 100.0)
        self.assertEqual(part.amount_refund, 300.0)
        self.assertEqual(self._bill_again_after(note, sale), 120.0)
        self.assertEqual(order.line_ids.price_paid_unit, 120.0)

    def _bill_again_after(self, note, sale):
        note.button_draft()
        self.assertEqual(self._unit_price(sale), 150.0)
        note.unlink()
        self._bill_again(sale, 120.0)
        return self._unit_price(sale)

    def test_closed_return_keeps_its_price(self):
        sale = self._sold()
        order = self._refund(sale, {self.shirt: 1})
        self._credit(sale, 1, 50.0)
        self.assertEqual(order.line_ids.price_paid_unit, 150.0)

    def test_reversed_whole_after_a_return_says_how(self):
        """One came back: Odoo's "reverse and create invoice" would credit it a second time."""
        sale = self._sold()
        self._refunds(sale, [1])
        with self.assertRefused("Lower the credit note"):
            self._reverse(self._invoices(sale), modify=True)


@tagged("post_install", "-at_install")
class TestBilledAgain(WorthCase):
    """What counts is the bill that stands, not the one that was cancelled by its reversal."""

    def test_before_the_return(self):
        for price in (120.0, 180.0):
            for modify in (True, False):
                with self.subTest(price=price, modify=modify):
                    sale = self._sold()
                    again = self._bill_again(sale, price, modify)
                    self.assertEqual(self._unit_price(sale), price)
                    orders = [self._refund(sale, {self.shirt: n}) for n in (1, 2)]
                    notes = [order.refund_ids for order in orders]
                    self.assertEqual([n.amount_untaxed for n in notes], [price, 2 * price])
                    self.assertEqual([n.reversed_entry_id for n in notes], [again, again])
                    self.assertBalanced(sale.invoice_ids)
                    self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_between_two_returns(self):
        """One came back, the two that are left are billed anew."""
        for price in (120.0, 180.0):
            with self.subTest(price=price):
                sale = self._sold()
                self.assertEqual(self._refunds(sale, [1]), [150.0])
                self._credit(sale, 2, 150.0)
                again = self._invoices(sale).copy({"invoice_line_ids": [], "line_ids": []})
                again.invoice_line_ids = [
                    Command.create(
                        {
                            **sale.order_line._prepare_invoice_line(quantity=2.0),
                            "price_unit": price,
                        }
                    )
                ]
                again.action_post()
                self.assertEqual(self._unit_price(sale), price)
                self.assertEqual(self._refunds(sale, [1, 1]), [price, price])
                self.assertBalanced(sale.invoice_ids)

    def test_billed_again_twice(self):
        sale = self._sold()
        self._bill_again(sale, 120.0)
        self._bill_again(sale, 90.0)
        self.assertEqual(self._unit_price(sale), 90.0)
        self.assertEqual(self._refunds(sale, [3]), [270.0])
        self.assertBalanced(sale.invoice_ids)

    def test_one_unit_billed_again(self):
        """The accountant corrects the price of one of three: no unit is credited for good."""
        sale = self._sold()
        self._credit(sale, 1, 150.0)
        again = self._invoices(sale).copy({"invoice_line_ids": [], "line_ids": []})
        again.invoice_line_ids = [
            Command.create(
                {**sale.order_line._prepare_invoice_line(quantity=1.0), "price_unit": 120.0}
            )
        ]
        again.action_post()
        self.assertEqual(self._refunds(sale, [1, 1, 1]), [150.0, 150.0, 120.0])

    def test_new_bill_that_is_a_draft_is_named(self):
        sale = self._sold()
        draft = self._reverse(sale.invoice_ids, modify=True)
        order = self._received(sale, {self.shirt: 1})
        self._decide(order)
        with self.assertRefused("is still a draft. Post it"):
            order.action_settle()
        draft.invoice_line_ids.price_unit = 120.0
        draft.action_post()
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 120.0)

    def test_discount_on_the_order_is_not_split_over_the_cancelled_bill(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"product_id": self.shirt.id, "product_uom_qty": 2}),
                    Command.create({"product_id": self.shoe.id, "product_uom_qty": 1}),
                ],
            }
        )
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        sale.action_confirm()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        self._reverse(sale.invoice_ids, modify=True).action_post()
        self.assertAlmostEqual(self._unit_price(sale), 90.0)
        amounts = [
            self._refund(sale, {product: 1}).refund_ids.amount_untaxed
            for product in (self.shirt, self.shoe, self.shirt)
        ]
        self.assertEqual(amounts, [90.0, 72.0, 90.0])
        self.assertBalanced(sale.invoice_ids)


@tagged("post_install", "-at_install")
class TestCreditedByHand(WorthCase):
    """What an accountant credited by hand is not paid again, and nobody closes that in silence."""

    def _to_settle(self, sale, quantity=1, **vals):
        order = self._received(sale, {self.shirt: quantity})
        self._decide(order, grade_id=self.grade_a.id, **vals)
        return order

    def test_unit_credited_by_hand_comes_first(self):
        sale = self._sold()
        note = self._credit(sale, 1, 150.0)
        self.assertEqual(self._unit_price(sale), 150.0)
        order = self._to_settle(sale)
        self.assertIn(note.name, order.credited_by_hand)
        with self.assertRefused(f"nothing is left to pay .* {note.name}: 1 Units Shirt"):
            order.action_settle()
        order.disposition_ids.action_nothing_more_to_pay()
        self.assertFalse(order.refund_ids)
        self.assertRecordValues(order.disposition_ids, [{"state": "settled", "amount_refund": 0.0}])
        self.assertEqual(order.stage, "closed")
        self.assertEqual(self._refunds(sale, [1, 1]), [150.0, 150.0])
        self.assertBalanced(sale.invoice_ids)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_discounted_unit_credited_by_hand(self):
        sale = self._sold(price=200.0, discount=25.0)
        self._credit(sale, 1, 200.0)
        self.assertEqual(self._refunds(sale, [2]), [150.0])
        self._credit(sale, 1, 150.0, discount=0.0)
        order = self._to_settle(sale)
        with self.assertRefused("nothing is left to pay"):
            order.action_settle()

    def test_some_of_several_units_credited_by_hand(self):
        sale = self._sold()
        note = self._credit(sale, 1, 150.0)
        order = self._to_settle(sale, 2)
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 150.0)
        self.assertIn(note.name, order.credited_by_hand)

    def test_free_goods_come_back_last(self):
        """What is worth nothing takes no cent that rounding left."""
        price = {"price_unit": 33.33}
        sale = self._sell((self.shirt, 3, price), (self.shoe, 1, {"price_unit": 0.0}), pay=True)
        self._credit(sale, 1, 33.33)
        order = self._refund(sale, {self.shirt: 3, self.shoe: 1})
        self.assertEqual(order.refund_ids.amount_untaxed, 66.66)
        self.assertBalanced(sale.invoice_ids)

    def test_every_resolution_asks(self):
        for resolution in ("refund", "store_credit", "exchange"):
            with self.subTest(resolution=resolution):
                sale = self._sold()
                note = self._credit(sale, 3, 150.0)
                order = self._to_settle(sale, 3, resolution=resolution)
                with self.assertRefused(note.name):
                    order.action_settle()
                self.assertEqual(order.disposition_ids.state, "decided")
                order.disposition_ids.action_nothing_more_to_pay()
                self.assertEqual(order.stage, "closed")
                self.assertFalse(order.refund_ids | order.exchange_order_ids.invoice_ids)
                self.assertFalse(order.disposition_ids.move_ids.filtered("sale_line_id"))
                self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
                self.assertIn("Nothing more to pay", order.message_ids[:1].body)

    def test_other_goods_for_what_was_credited(self):
        sale = self._sold()
        self._credit(sale, 3, 150.0)
        order = self._received(
            sale, line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id}
        )
        self._decide(order)
        with self.assertRefused("nothing is left to pay"):
            order.action_settle()
        self.assertFalse(order.exchange_order_ids)

    def test_price_cut_to_nothing(self):
        sale = self._sold()
        note = self._credit(sale, 1, 450.0)
        order = self._to_settle(sale, 2)
        with self.assertRefused(note.name):
            order.action_settle()
        order.disposition_ids.action_nothing_more_to_pay()
        self.assertEqual(sum(order.refund_ids.mapped("amount_total")), 0.0)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_what_is_worth_something_is_not_settled_with_nothing(self):
        order = self._to_settle(self._sold())
        with self.assertRefused("150.00 is still to be given for it"):
            order.disposition_ids.action_nothing_more_to_pay()
        self.assertFalse(order.disposition_ids.nothing_to_pay)

    def test_the_policy_does_not_decide_it(self):
        self.policy.write({"active": True, "settle_at": "approval"})
        sale = self._sold()
        note = self._credit(sale, 3, 150.0)
        order = self._approve(self._create_return(sale))
        self.assertNotIn("settled", order.disposition_ids.mapped("state"))
        self.assertIn(note.name, order.activity_ids.note)

    def test_draft_credit_note_is_named(self):
        sale = self._sold()
        draft = self._reverse(sale.invoice_ids)
        order = self._to_settle(sale)
        with self.assertRefused("the credit note .* is still a draft. Post it"):
            order.action_settle()
        draft.unlink()
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 150.0)

    def test_who_may_not_settle_decides_nothing(self):
        self._create_users()
        sale = self._sold()
        self._credit(sale, 3, 150.0)
        order = self._to_settle(sale)
        part = order.disposition_ids
        with self.assertRaises(AccessError):
            part.with_user(self.sorter).action_nothing_more_to_pay()
        with self.assertRaises(UserError):
            part.with_user(self.clerk).nothing_to_pay = True
        self.assertIn("RINV", order.with_user(self.clerk).credited_by_hand)
        part.with_user(self.clerk).action_nothing_more_to_pay()
        self.assertEqual(order.stage, "closed")

    def test_gesture_that_leaves_nothing(self):
        sale = self._sold(quantity=1)
        note = self._reverse(sale.invoice_ids)
        note.invoice_line_ids = [
            Command.clear(),
            Command.create({"name": "Sorry", "price_unit": 150.0, "tax_ids": self.tax.ids}),
        ]
        note.action_post()
        order = self._to_settle(sale)
        with self.assertRefused(f"{note.name}: Sorry"):
            order.action_settle()


@tagged("post_install", "-at_install")
class TestGesture(WorthCase):
    """A line of a note that names no goods lowers what its invoice can give back in total."""

    def _gesture(self, sale, amount, **vals):
        note = self._reverse(self._invoices(sale))
        note.invoice_line_ids = [
            Command.clear(),
            Command.create({"name": "We are sorry", "price_unit": amount, "quantity": 1.0, **vals}),
        ]
        note.action_post()
        return note

    def _paid_back(self, sale):
        notes = self.env["account.move"].search(
            [("reversed_entry_id", "in", sale.invoice_ids.ids), ("state", "=", "posted")]
        )
        return sum(notes.mapped("amount_total"))

    def test_all_at_once(self):
        sale = self._sold()
        self._gesture(sale, 30.0, tax_ids=[Command.set(self.tax.ids)])
        self.assertEqual(self._refunds(sale, [3]), [420.0])
        self.assertEqual(self._paid_back(sale), 495.0)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_last_unit_bears_it(self):
        sale = self._sold()
        self._gesture(sale, 30.0, tax_ids=[Command.set(self.tax.ids)])
        self.assertEqual(self._refunds(sale, [1, 1, 1]), [150.0, 150.0, 120.0])
        self.assertEqual(self._paid_back(sale), 495.0)

    def test_without_tax(self):
        sale = self._sold()
        self._gesture(sale, 33.0, tax_ids=[Command.clear()])
        self._refunds(sale, [2, 1])
        self.assertEqual(self._paid_back(sale), 495.0)

    def test_after_a_return(self):
        sale = self._sold()
        self._refunds(sale, [2])
        self._gesture(sale, 165.0, tax_ids=[Command.clear()])
        with self.assertRefused("more would be given back than"):
            self._gesture(sale, 0.01, tax_ids=[Command.clear()])

    def test_invoices_without_returns_are_left_to_odoo(self):
        sale = self._sold()
        self.assertEqual(self._gesture(sale, 600.0).state, "posted")


@tagged("post_install", "-at_install")
class TestGlobalRounding(WorthCase):
    """Prices with tax, rounded over the whole document: all slices add up to the invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.tax_calculation_rounding_method = "round_globally"
        cls.hat = cls._create_product("Hat", 10.0)
        cls._stock(cls.hat, 100)

    def setUp(self):
        super().setUp()
        self.taxes = {}

    def _sold_with(self, rate, *lines):
        """:param lines: (quantity, price, discount) of up to three products"""
        if rate not in self.taxes:
            self.taxes[rate] = self._tax(rate, price_include_override="tax_included")
        products = (self.shirt, self.shoe, self.hat)
        return self._sell(
            *[
                (
                    product,
                    quantity,
                    {
                        "price_unit": price,
                        "discount": discount,
                        "tax_ids": [Command.set(self.taxes[rate].ids)],
                    },
                )
                for product, (quantity, price, discount) in zip(products, lines, strict=False)
            ],
            pay=True,
        )

    def _check_slices(self, sale, seed, sizes=(1, 2)):
        """Settle all that was sold, in random slices and order."""
        chance = Random(seed)
        order = self._received(sale)
        parts = order.action_sort()
        parts.grade_id = self.grade_a
        for part in parts:
            while part.quantity > 1:
                part.action_split()
        units = list(order.disposition_ids)
        order.disposition_ids.action_decide()
        chance.shuffle(units)
        while units:
            size = chance.choice(sizes)
            batch, units = units[:size], units[size:]
            order.disposition_ids.browse([one.id for one in batch]).action_settle()
        self.assertBalanced(sale.invoice_ids)
        self.assertEqual(set(order.refund_ids.mapped("state")), {"posted"})
        invoice = self._invoices(sale)
        self.assertAlmostEqual(
            sum(order.refund_ids.mapped("amount_total")), invoice.amount_total, 6
        )
        return order.refund_ids

    def test_every_order_of_slices(self):
        for rate, lines in (
            (19.0, [(5, 9.99, 0.0), (3, 19.99, 0.0)]),
            (19.6, [(5, 77.43, 12.5), (2, 26.47, 0.0)]),
            (7.0, [(1, 82.63, 0.0), (3, 28.98, 0.0), (3, 88.04, 12.5)]),
        ):
            for seed in range(4):
                with self.subTest(rate=rate, seed=seed):
                    self._check_slices(self._sold_with(rate, *lines), seed)

    def test_price_paid_with_tax_comes_back_with_tax(self):
        sale = self._sold_with(19.0, (5, 9.99, 0.0), (3, 19.99, 0.0))
        notes = self._check_slices(sale, 1, sizes=(1,))
        self.assertEqual(sorted(notes.mapped("amount_total")), [9.99] * 5 + [19.99] * 3)

    def test_by_hand_and_by_returns(self):
        """The accountant credits some units, returns the others, in any order."""
        sale = self._sold_with(19.0, (5, 9.99, 0.0), (3, 19.99, 0.0))
        invoice = self._invoices(sale)
        self._credit(sale, 2, 9.99)
        moves = sale.picking_ids.move_ids
        self._return_by_hand(moves.filtered(lambda move: move.product_id == self.shirt), 2)
        self._refund(sale, {self.shirt: 1, self.shoe: 2})
        self._refund(sale, {self.shirt: 2, self.shoe: 1})
        notes = invoice.reversal_move_ids
        self.assertAlmostEqual(sum(notes.mapped("amount_total")), invoice.amount_total, 6)

    def _return_by_hand(self, move, quantity):
        """Odoo's own return of a delivery."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=move.picking_id.id, active_model="stock.picking")
            .create({})
        )
        for line in wizard.product_return_moves:
            line.quantity = quantity if line.move_id == move else 0.0
        picking = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        picking.move_ids.picked = True
        picking.button_validate()


@tagged("post_install", "-at_install")
class TestGrantOnUninvoiced(WorthCase):
    """Of what is not invoiced yet, what is not granted stays to be paid."""

    def _uninvoiced(self, quantity=3, policy="order"):
        self.shirt.invoice_policy = policy
        return self._sell((self.shirt, quantity), invoice=False)

    def test_part_granted(self):
        for policy in ("order", "delivery"):
            for percent, left in ((50.0, 2.5), (0.0, 3.0), (100.0, 2.0), (30.0, 2.7)):
                with self.subTest(policy=policy, percent=percent):
                    sale = self._uninvoiced(policy=policy)
                    self._refund(sale, {self.shirt: 1}, refund_percent=percent, route="restock")
                    self.assertEqual(sale.order_line.qty_to_invoice, left)
                    self.assertEqual(self._invoice(sale).amount_untaxed, 100.0 * left)
                    self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_kept_at_a_discount(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                sale = self._uninvoiced(quantity=1, policy=policy)
                order = self._approve(self._create_return(sale, transport="keep"))
                self._decide(order, refund_percent=30.0, route="keep")
                order.action_settle()
                self.assertEqual(self._invoice(sale).amount_untaxed, 70.0)

    def test_later_invoice_pays_the_units_that_are_kept(self):
        for policy in ("order", "delivery"):
            with self.subTest(policy=policy):
                sale = self._uninvoiced(policy=policy)
                self._refund(sale, {self.shirt: 1}, refund_percent=50.0, route="restock")
                self._invoice(sale, pay=True)
                self.assertEqual(self._unit_price(sale), 100.0)
                self.assertEqual(self._refunds(sale, [1, 1]), [100.0, 100.0])
                self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_second_return_before_the_invoice(self):
        sale = self._uninvoiced()
        self._refund(sale, {self.shirt: 1}, refund_percent=50.0, route="restock")
        self._refund(sale, {self.shirt: 2}, refund_percent=50.0, route="restock")
        self.assertEqual(self._invoice(sale).amount_untaxed, 150.0)

    def test_partly_invoiced(self):
        """Two of three invoiced, all back at half: a half to pay, one unit's price given back."""
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3), invoice=False)
        invoice = sale._create_invoices()
        invoice.invoice_line_ids.quantity = 2.0
        invoice.action_post()
        order = self._refund(sale, refund_percent=50.0, route="restock")
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.5)

    def _discounted(self, percentage=0.1):
        sale = self._sell((self.shirt, 3), invoice=False)
        self.env["sale.order.discount"].create(
            {
                "sale_order_id": sale.id,
                "discount_type": "so_discount",
                "discount_percentage": percentage,
            }
        ).action_apply_discount()
        return sale

    def test_discount_on_the_order_is_given_on_what_is_kept(self):
        for percent, paid in ((100.0, 180.0), (50.0, 225.0), (0.0, 270.0)):
            with self.subTest(percent=percent):
                sale = self._discounted()
                self._refund(sale, {self.shirt: 1}, refund_percent=percent, route="restock")
                self.assertEqual(self._invoice(sale, pay=True).amount_untaxed, paid)
                self.assertEqual(self._refunds(sale, [1, 1]), [90.0, 90.0])

    def test_discount_on_a_lowered_order_is_left_alone(self):
        sale = self._discounted()
        self._refund(sale, {self.shirt: 1})
        sale.order_line[:1].product_uom_qty = 2.0
        self.assertEqual(self._invoice(sale).amount_untaxed, 170.0)
