from uuid import uuid4

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import GuardCase


@tagged("post_install", "-at_install")
class TestOverrideScope(GuardCase):
    """A manager's word holds for what the manager was asked about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "till_guard_manager",
            groups="point_of_sale.group_pos_manager",
            password="till_guard_manager",
        )

    def _allow(self, ticket, kind, *wishes, tenders=()):
        login = self.manager.login
        till = self._as_cashier(self.till)
        # Attempts are written by another transaction, which knows nothing of this test's tills.
        self.patch(type(self.env["after.sales.override.attempt"]), "_begin", lambda *_args: 1)
        self.patch(type(self.env["after.sales.override.attempt"]), "_succeed", lambda *_args: None)
        till.after_sales_override(
            ticket,
            [kind],
            "Good customer",
            {"login": login, "password": login},
            "Nina",
            list(wishes),
            list(tenders),
        )

    def _given(self, ticket):
        return self.env["after.sales.override"].search([("ticket", "=", ticket)])

    def _pay(self, ticket, *wishes, **more):
        orders = self._quote(self.till, list(wishes), ticket)["orders"]
        data = [self._return_data(self.till, order, wishes, ticket, **more) for order in orders]
        return self._sync(self.till, *data)

    def _needed(self, ticket, *wishes):
        answers = self._as_cashier(self.till).after_sales_evaluate(ticket, list(wishes))
        return [answers[wish["key"]]["overrides"] for wish in wishes]

    def test_other_items_of_the_ticket_are_asked_for_again(self):
        late = self._sell_at_till(self.till, (self.shirt, 2), (self.shoe, 1), days_ago=90)
        shirt, shoe = (self._wish(line) for line in late.lines)
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", shirt)
        self.assertEqual(self._needed(ticket, shirt, shoe), [[], ["policy"]])
        shirt["quantity"] = 2.0
        self.assertEqual(self._needed(ticket, shirt), [["policy"]])
        self._allow(ticket, "policy", shirt, shoe)
        self.assertEqual(self._needed(ticket, shirt, shoe), [[], []])

    def test_not_at_payment_either(self):
        late = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1), days_ago=90)
        shirt, shoe = (self._wish(line) for line in late.lines)
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", shirt)
        quote = self._quote(self.till, [shirt, shoe], ticket)["orders"][0]
        data = self._return_data(self.till, quote, [shirt, shoe], ticket)
        with self.assertRaisesRegex(UserError, "Shoe.*manager"):
            self._sync(self.till, data)

    def test_without_receipt_is_allowed_for_one_product(self):
        ticket = str(uuid4())
        one = self._wish(product_id=self.shirt.id, price_unit=50.0)
        other = self._wish(product_id=self.shoe.id, price_unit=50.0)
        self._open(self.till)
        self._allow(ticket, "no_receipt", one)
        self.assertEqual(self._needed(ticket, one, other), [[], ["no_receipt"]])

    def test_price_without_receipt_is_the_one_that_was_shown(self):
        ticket = str(uuid4())
        one = self._wish(product_id=self.shirt.id, price_unit=50.0)
        self._open(self.till)
        self._allow(ticket, "no_receipt", one)
        for change, needed in (
            ({"price_unit": 40.0}, []),
            ({"price_unit": 51.0}, ["no_receipt"]),
            ({"quantity": 2.0, "price_unit": 20.0}, ["no_receipt"]),
        ):
            with self.subTest(change=change):
                self.assertEqual(self._needed(ticket, {**one, **change}), [needed])

    def test_another_line_of_the_same_is_not_allowed_too(self):
        late = self._sell_at_till(self.till, (self.shirt, 2), days_ago=90)
        one, two = self._wish(late.lines), self._wish(late.lines)
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", one)
        self.assertEqual(self._needed(ticket, one), [[]])
        self.assertEqual(self._needed(ticket, one, two), [["policy"], ["policy"]])

    def test_money_is_not_the_exchange_that_was_shown(self):
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        wish = self._wish(late.lines, resolution="exchange")
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", wish)
        self.assertEqual(self._needed(ticket, wish), [[]])
        self.assertEqual(self._needed(ticket, {**wish, "resolution": "refund"}), [["policy"]])

    def test_amount_is_the_one_that_was_shown(self):
        """At half its price it was allowed, at the whole it was not."""
        grade_b = self.grade_a.copy({"code": "A half", "refund_percent": 50.0})
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        worn = self._wish(late.lines, grade_id=grade_b.id)
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", worn)
        self.assertEqual(self._needed(ticket, worn), [[]])
        self.assertEqual(self._needed(ticket, {**worn, "grade_id": self.grade_a.id}), [["policy"]])

    def test_limit_is_raised_to_what_was_shown(self):
        self.till.after_sales_max_amount = 100.0
        sale = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1))
        shirt, shoe = (self._wish(line) for line in sale.lines)
        ticket = str(uuid4())
        self._allow(ticket, "limit", shirt)
        self.assertEqual(self._needed(ticket, shirt), [[]])
        self.assertEqual(self._needed(ticket, shirt, shoe), [["limit"], ["limit"]])
        with self.assertRefused(r"198\.00.*above the limit"):
            self._pay(ticket, shirt, shoe)
        self._allow(ticket, "limit", shirt, shoe)
        self.assertAlmostEqual(self._pay(ticket, shirt, shoe).amount_total, -198.0)

    def test_tender_is_the_one_that_was_shown(self):
        card, cash = self._card(self.till), self._cash(self.till)
        sale = self._sell_at_till(self.till, (self.shirt, 2), payments=[(card, 220.0)])
        one, two = self._wish(sale.lines), self._wish(sale.lines, 2.0)
        ticket = str(uuid4())
        shown = [{"payment_method_id": cash.id, "amount": -110.0}]
        self._allow(ticket, "tender", one, tenders=shown)
        with self.assertRefused("call a manager"):
            self._pay(ticket, two, payments=[(cash, -220.0)])
        self.assertEqual(self._pay(ticket, one, payments=[(cash, -110.0)]).state, "paid")

    def test_word_that_holds_no_longer_goes(self):
        late = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1), days_ago=90)
        shirt, shoe = (self._wish(line) for line in late.lines)
        ticket = str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", shirt)
        self._allow(ticket, "policy", shirt, shoe)
        self.assertEqual(len(self._given(ticket)), 1)
        self._as_cashier(self.till).after_sales_release(ticket)
        self.assertFalse(self._given(ticket))

    def test_word_that_was_used_stays(self):
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        shirt, ticket = self._wish(late.lines), str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", shirt)
        self._pay(ticket, shirt)
        self._as_cashier(self.till).after_sales_release(ticket)
        self.assertTrue(self._given(ticket).return_id)

    def test_word_for_a_forgotten_ticket_goes_after_a_week(self):
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        shirt, ticket = self._wish(late.lines), str(uuid4())
        self._open(self.till)
        self._allow(ticket, "policy", shirt)
        self._given(ticket)._gc_unused()
        self.assertTrue(self._given(ticket))
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=8)):
            self._given(ticket)._gc_unused()
        self.assertFalse(self._given(ticket))
