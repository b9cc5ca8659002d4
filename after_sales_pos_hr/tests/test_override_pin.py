import json
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.after_sales_pos.tests.ticket.common import TicketCase

from .common import PinCommon

TICKET = "ticket-1"


@tagged("post_install", "-at_install")
class TestOverridePin(PinCommon, TicketCase):
    """A manager's PIN at the till."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open(cls.till)
        cls._open(cls.other_till)

    def setUp(self):
        super().setUp()
        # What is written by cursors of its own is written by this test's.
        self.registry_enter_test_mode()

    def _allow(self, employee=None, pin="1111", till=None, credentials=None):
        return self._as_cashier(till or self.till).after_sales_override(
            TICKET,
            ["policy"],
            "A good customer",
            credentials or {"employee_id": (employee or self.leader).id, "pin": pin},
            "Nina Seller",
        )

    def _refusal(self, *args, **more):
        """``assertRaises`` of Odoo takes back what the refused call wrote; a till does not.

        :return: the sentence
        """
        try:
            self._allow(*args, **more)
        except UserError as error:
            self.assertFalse(self._given())
            return str(error)
        return ""

    def _given(self):
        return self.env["after.sales.override"].search([("ticket", "=", TICKET)])

    def test_manager_of_the_till_allows_with_the_pin(self):
        self.assertEqual(self._allow(), {"manager": "Lea Leader"})
        self.assertRecordValues(
            self._given(),
            [{"manager": "Lea Leader", "user_id": False, "cashier": "Nina Seller"}],
        )

    def test_employee_of_a_manager_s_login_allows_with_the_pin(self):
        self.assertEqual(self._allow(self.chief, "2222"), {"manager": "Carl Chief"})
        self.assertEqual(self._given().user_id, self.pos_boss)

    def test_login_and_password_still_allow(self):
        given = self._allow(credentials={"login": "pin_pos_boss", "password": "pin_pos_boss"})
        self.assertEqual(given, {"manager": self.pos_boss.name})

    def test_wrong_pin_and_no_manager_sound_the_same(self):
        sentences = {
            self._refusal(self.leader, "9999"),
            self._refusal(self.nina, "3333"),
            self._refusal(self.newcomer, ""),
            self._refusal(self.leader, "PIÑ"),
        }
        self.assertEqual(len(sentences), 1)
        self.assertIn("not the PIN of a manager of Till North", sentences.pop())

    def test_employee_without_pin_allows_nothing(self):
        self.assertIn("not the PIN", self._refusal(self.newcomer, "False"))

    def test_hash_that_the_till_knows_is_no_pin(self):
        (known,) = self.leader.with_user(self.pos_boss).get_barcodes_and_pin_hashed()
        self.assertIn("not the PIN", self._refusal(self.leader, known["pin"]))

    def test_manager_of_another_till_allows_nothing_here(self):
        self.other_till.module_pos_hr = True
        self.other_till.advanced_employee_ids = self.leader
        self.till.advanced_employee_ids = self.newcomer
        self.assertIn("not the PIN", self._refusal(self.leader))
        self.assertTrue(self._allow(till=self.other_till))

    def test_manager_of_another_company_allows_nothing(self):
        other = self.env["res.company"].create({"name": "Other company"})
        foreigner = self.env["hr.employee"].create(
            {"name": "Frida Foreign", "pin": "4444", "company_id": other.id}
        )
        self.till.advanced_employee_ids += foreigner
        self.assertIn("not the PIN", self._refusal(foreigner, "4444"))

    def test_manager_who_left_allows_nothing(self):
        self.leader.active = False
        self.assertIn("not the PIN", self._refusal())

    def test_pin_allows_nothing_at_a_till_without_employees(self):
        self.till.module_pos_hr = False
        self.assertIn("not the login and password", self._refusal())

    def test_ids_that_are_none(self):
        for employee_id in (0, None, False, "x", [self.leader.id], 10**9):
            self.env["after.sales.override.attempt"].search([]).unlink()
            with self.subTest(employee_id=employee_id):
                credentials = {"employee_id": employee_id, "pin": "1111"}
                self.assertIn("not the PIN", self._refusal(credentials=credentials))

    def test_five_wrong_pins_lock_the_till(self):
        for number in range(5):
            self.assertIn("not the PIN", self._refusal(pin=f"900{number}"))
        self.assertIn("Five overrides", self._refusal())

    def test_employee_on_the_order_is_the_cashier(self):
        sold = self._sell_at_till(self.till, (self.shirt, 1))
        wishes = [self._wish(sold.lines)]
        ticket = str(uuid4())
        quoted = self._quote(self.till, wishes, ticket)["orders"][0]
        data = self._return_data(self.till, quoted, wishes, ticket, employee_id=self.nina.id)
        self.assertEqual(json.loads(data["after_sales_request"])["cashier"], "Nina")
        order = self._sync(self.till, data)
        self.assertEqual(order.after_sales_return_ids.pos_cashier, "Nina Seller")


@tagged("post_install", "-at_install")
class TestPinAccess(PinCommon):
    def test_user_of_the_till_needs_no_right_to_read_employees(self):
        """The cashier's user may not read PINs; the till compares them all the same."""
        user = new_test_user(self.env, "pin_plain", groups="point_of_sale.group_pos_user")
        self.assertFalse(user.has_group("hr.group_hr_user"))
        self._open(self.till)
        self.registry_enter_test_mode()
        given = self.till.with_user(user).after_sales_override(
            TICKET, ["limit"], "Known", {"employee_id": self.leader.id, "pin": "1111"}, ""
        )
        self.assertEqual(given, {"manager": "Lea Leader"})
