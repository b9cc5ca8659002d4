from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .test_guard_forged import GuardCase


@tagged("post_install", "-at_install")
class TestGuardOverride(GuardCase):
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

    def _allow(self, ticket, kind, *wishes):
        login = self.manager.login
        till = self._as_cashier(self.till)
        # Attempts are written by another transaction, which knows nothing of this test's tills.
        self.patch(type(self.env["after.sales.override.attempt"]), "_begin", lambda *_args: 1)
        self.patch(type(self.env["after.sales.override.attempt"]), "_succeed", lambda *_args: None)
        till.after_sales_authorise(
            ticket,
            [kind],
            "Good customer",
            {"login": login, "password": login},
            "Nina",
            list(wishes),
        )

    def _needed(self, ticket, *wishes):
        judged = self._as_cashier(self.till).after_sales_judge(ticket, list(wishes))
        return [judged[wish["key"]]["overrides"] for wish in wishes]

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
