from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessDenied, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import TillCommon

TICKET = "ticket-1"


@tagged("post_install", "-at_install")
class TestManagerLogin(TillCommon):
    """A manager's login and password at the till."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = new_test_user(
            cls.env,
            "till_boss",
            name="Berta Boss",
            groups="after_sales_returns.group_after_sales_manager",
        )
        cls.till_boss = new_test_user(
            cls.env, "till_pos_boss", groups="point_of_sale.group_pos_manager"
        )
        cls._open(cls.till)
        cls._open(cls.other_till)

    def setUp(self):
        super().setUp()
        # What is written by cursors of its own is written by this test's.
        self.registry_enter_test_mode()

    def _allow(self, login="till_boss", password=None, till=None, **more):
        return self._as_cashier(till or self.till).after_sales_override(
            more.get("ticket", TICKET),
            more.get("kinds", ["policy"]),
            more.get("reason", "A good customer"),
            more.get("credentials", {"login": login, "password": password or login}),
            more.get("cashier", "Nina"),
            more.get("wishes"),
        )

    def _given(self, ticket=TICKET):
        return self.env["after.sales.override"].search([("ticket", "=", ticket)], order="id")

    def _refusal(self, *args, **more):
        """``assertRaises`` of Odoo takes back what the refused call wrote; a till does not.

        :return: the sentence
        """
        try:
            self._allow(*args, **more)
        except UserError as error:
            return str(error)
        return ""

    @contextmanager
    def assertNotAllowed(self, words="not the login and password of a manager"):
        sentence = ""
        try:
            yield
        except UserError as error:
            sentence = str(error)
        self.assertRegex(sentence, words)
        self.assertFalse(self._given())

    # Allowed ---------------------------------------------------------------------------------

    def test_manager_allows_and_it_is_recorded(self):
        self.assertEqual(self._allow(kinds=["policy", "limit"]), {"manager": "Berta Boss"})
        shared = {
            "reason": "A good customer",
            "manager": "Berta Boss",
            "user_id": self.boss.id,
            "cashier": "Nina",
            "config_id": self.till.id,
            "company_id": self.company.id,
            "create_uid": self.cashier.id,
        }
        self.assertRecordValues(
            self._given(), [{"kind": "policy", **shared}, {"kind": "limit", **shared}]
        )

    def test_manager_of_the_point_of_sale_allows(self):
        self.assertEqual(self._allow("till_pos_boss")["manager"], self.till_boss.name)

    def test_manager_who_stands_at_the_till_allows(self):
        self.cashier.group_ids += self.env.ref("point_of_sale.group_pos_manager")
        self.assertEqual(self._allow("till_cashier"), {"manager": self.cashier.name})

    def test_what_was_allowed_is_not_recorded_twice(self):
        self._allow(kinds=["policy"])
        self._allow(kinds=["policy", "tender", "tender"])
        self.assertEqual(sorted(self._given().mapped("kind")), ["policy", "tender"])

    def test_cashier_is_the_login_when_the_till_names_nobody(self):
        self._allow(cashier="")
        self.assertEqual(self._given().cashier, self.cashier.name)

    def test_what_is_allowed_is_no_longer_asked_for(self):
        order = self._sell_at_till(self.till, (self.shirt, 1), days_ago=60)
        wish = self._wish(order.lines)
        answers = self._as_cashier(self.till).after_sales_evaluate(TICKET, [wish])
        self.assertEqual(answers[wish["key"]]["overrides"], ["policy"])
        self._allow(wishes=[wish])
        answers = self._as_cashier(self.till).after_sales_evaluate(TICKET, [wish])
        self.assertEqual(answers[wish["key"]]["overrides"], [])

    # Not allowed -----------------------------------------------------------------------------

    def test_cashier_does_not_allow_it_himself(self):
        with self.assertNotAllowed():
            self._allow("till_cashier")

    def test_wrong_login_and_wrong_password_sound_the_same(self):
        sentences = {
            self._refusal("till_boss", "wrong"),
            self._refusal("till_nobody", "wrong"),
            self._refusal("till_cashier", "till_cashier"),
        }
        self.assertEqual(len(sentences), 1)
        self.assertFalse(self._given())

    def test_customer_with_a_login_allows_nothing(self):
        new_test_user(self.env, "till_portal", groups="base.group_portal")
        with self.assertNotAllowed():
            self._allow("till_portal")

    def test_manager_who_left_allows_nothing(self):
        self.boss.active = False
        with self.assertNotAllowed():
            self._allow()

    def test_manager_of_another_company_allows_nothing(self):
        other = self.env["res.company"].create({"name": "Other company"})
        self.boss.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        with self.assertNotAllowed():
            self._allow()

    def test_reason_is_needed(self):
        with self.assertNotAllowed("Say why it is allowed"):
            self._allow(reason="  ")

    def test_only_what_a_manager_can_allow(self):
        for kinds in (["everything"], [], "policy", None, [["policy"]]):
            with self.subTest(kinds=kinds), self.assertNotAllowed("no manager can allow"):
                self._allow(kinds=kinds)

    def test_credentials_that_are_none(self):
        for credentials in (None, "till_boss", {}, {"login": "till_boss"}, {"login": ["a"]}):
            self.env["after.sales.override.attempt"].search([]).unlink()
            with self.subTest(credentials=credentials), self.assertNotAllowed():
                self._allow(credentials=credentials)

    def test_ticket_of_another_till(self):
        order = self._sell_at_till(self.till, (self.shirt, 1))
        self._as_cashier(self.other_till).after_sales_reserve(TICKET, [self._wish(order.lines)])
        with self.assertNotAllowed("begun at Till South"):
            self._allow()

    def test_ticket_that_another_till_had_allowed(self):
        self._allow(till=self.other_till)
        with self.assertRefused("begun at Till South"):
            self._allow(kinds=["limit"])

    def test_odoo_s_own_cooldown_counts(self):
        users = type(self.env["res.users"])
        denied = patch.object(users, "_assert_can_auth", side_effect=AccessDenied("wait"))
        with denied, self.assertNotAllowed():
            self._allow()

    # The lock --------------------------------------------------------------------------------

    def _fail(self, times, till=None):
        for _time in range(times):
            with self.assertNotAllowed():
                self._allow(password="wrong", till=till)

    def test_five_failures_lock_the_till(self):
        self._fail(5)
        with self.assertNotAllowed("Five overrides at Till North failed"):
            self._allow()
        self.assertTrue(self._allow(till=self.other_till, ticket="ticket-2"))

    def test_four_failures_lock_nothing(self):
        self._fail(4)
        self.assertTrue(self._allow())
        self.assertEqual(self.env["after.sales.override.attempt"].search_count([]), 4)

    def test_lock_ends_after_15_minutes(self):
        with freeze_time() as clock:
            self._fail(5)
            clock.tick(14 * 60)
            with self.assertNotAllowed("takes none for 15 minutes"):
                self._allow()
            clock.tick(61)
            self.assertTrue(self._allow())

    def test_lock_counts_from_the_last_failure(self):
        with freeze_time() as clock:
            self._fail(1)
            clock.tick(10 * 60)
            self._fail(4)
            clock.tick(10 * 60)
            with self.assertNotAllowed("Five overrides"):
                self._allow()

    def test_failures_of_half_an_hour_lock_nothing(self):
        with freeze_time() as clock:
            for _time in range(6):
                self._fail(1)
                clock.tick(5 * 60)
            self.assertTrue(self._allow())

    def test_right_password_does_not_count(self):
        for number in range(7):
            self._allow(ticket=f"ticket-{number}")
        self.assertFalse(self.env["after.sales.override.attempt"].search([]))

    def test_missing_reason_is_no_failure(self):
        for _time in range(6):
            with self.assertNotAllowed("Say why"):
                self._allow(reason="")
        self.assertTrue(self._allow())
