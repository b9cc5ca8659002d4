from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..ticket.common import TicketCase

TICKET = "access-ticket"
# Methods of the addon that a browser may call, beside buttons and what Odoo itself calls.
RPC = {
    "after_sales_find",
    "after_sales_lines",
    "after_sales_evaluate",
    "after_sales_reserve",
    "after_sales_release",
    "after_sales_quote",
    "after_sales_override",
    "after_sales_plain_verdict",
    "after_sales_drop_off",
    "after_sales_variants",
    "after_sales_add_photo",
}
UNKNOWN = "does not know this item any more"


class AccessCase(TicketCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open(cls.till)
        cls._open(cls.other_till)
        cls.sold = cls._sell_at_till(cls.till, (cls.shirt, 2))
        cls.sister = cls.env["res.company"].create({"name": "Sister"})

    def _calls(self, wish=None):
        """What the screen asks for, all of it: dict method → arguments."""
        wishes = [wish or self._wish(self.sold.lines)]
        credentials = {"login": "till_cashier", "password": "till_cashier"}
        return {
            "after_sales_find": (self.sold.pos_reference,),
            "after_sales_lines": ("pos", self.sold.id, TICKET),
            "after_sales_evaluate": (TICKET, wishes),
            "after_sales_reserve": (TICKET, wishes),
            "after_sales_release": (TICKET,),
            "after_sales_quote": (TICKET, wishes),
            "after_sales_override": (TICKET, ["policy"], "Because", credentials, "Nina"),
            "after_sales_plain_verdict": (wishes,),
            "after_sales_drop_off": (TICKET, [dict(wishes[0], resolution="reject")]),
            "after_sales_variants": (self.shirt.id,),
            "after_sales_add_photo": (TICKET, wishes[0]["key"], "photo", ""),
        }

    def _user(self, login, groups, **vals):
        return new_test_user(self.env, login, groups=groups, **vals)


@tagged("post_install", "-at_install")
class TestTillAccess(AccessCase):
    """Who may ask the server about returns, and of whose tills."""

    def test_every_call_is_tested_here(self):
        self.assertEqual(set(self._calls()), RPC)

    def test_nothing_else_can_be_called(self):
        """A method without underscore can be called by every user who can log in."""
        self.assertEqual(self._callable(self.till) - {"create", "write", "open_ui"}, RPC)
        for name in self.env.registry:
            if name.startswith(("after.sales.till", "after.sales.origin")):
                with self.subTest(model=name):
                    self.assertFalse(self._callable(self.env[name]))

    def _callable(self, records):
        """:return: set of names of our methods that can be called from outside"""
        return {
            name
            for cls in type(records).mro()
            if cls.__module__.startswith("odoo.addons.after_sales_pos")
            for name, value in vars(cls).items()
            if callable(value) and not name.startswith("_") and value.__module__ == cls.__module__
        }

    def _assertRefusedAll(self, user, error, words=""):
        for method, args in self._calls().items():
            with self.subTest(method=method), self.assertRefused(words, error=error):
                getattr(self.till.with_user(user), method)(*args)
        self.assertFalse(self.env["after.sales.reservation"].search([("ticket", "=", TICKET)]))

    def test_customer_with_a_login(self):
        self._assertRefusedAll(self._user("access_portal", "base.group_portal"), AccessError)

    def test_visitor_of_the_web_shop(self):
        self._assertRefusedAll(self.env.ref("base.public_user"), AccessError)

    def test_internal_user_without_the_point_of_sale(self):
        self._assertRefusedAll(self._user("access_plain", "base.group_user"), AccessError)

    def test_customer_service_without_the_point_of_sale(self):
        clerk = self._user("access_clerk", "after_sales_returns.group_after_sales_user")
        self._assertRefusedAll(clerk, AccessError)

    def test_administrator_without_the_point_of_sale(self):
        """May read the till, but stands at none."""
        admin = self._user("access_admin", "base.group_system")
        admin.group_ids -= self.env.ref("point_of_sale.group_pos_manager")
        if admin.has_group("point_of_sale.group_pos_user"):
            self.skipTest("administrators are users of the Point of Sale here")
        self._assertRefusedAll(admin, AccessError, "users of the Point of Sale")

    def test_user_of_the_point_of_sale_of_another_company(self):
        stranger = self._user(
            "access_sister",
            "base.group_user,point_of_sale.group_pos_user",
            company_id=self.sister.id,
            company_ids=[Command.set(self.sister.ids)],
        )
        self._assertRefusedAll(stranger, AccessError)

    def test_closed_session(self):
        self._close(self.till)
        self._assertRefusedAll(self.cashier, UserError, "No session of Till North is open")

    def test_session_that_is_being_closed(self):
        self.till.current_session_id.state = "closing_control"
        self._assertRefusedAll(self.cashier, UserError, "No session of Till North is open")

    def test_till_without_returns(self):
        self.till.after_sales_returns = False
        self._assertRefusedAll(self.cashier, UserError, "Till North takes no returns")

    def test_two_tills_at_once(self):
        both = (self.till | self.other_till).with_user(self.cashier)
        for method, args in self._calls().items():
            with self.subTest(method=method), self.assertRefused("at one till"):
                getattr(both, method)(*args)

    def test_user_of_the_till_alone_needs_no_other_right(self):
        """A cashier without any right to return orders takes a return from search to payment."""
        user = self._user("access_pos", "base.group_user,point_of_sale.group_pos_user")
        till = self.till.with_user(user)
        wish = self._wish(self.sold.lines)
        (found,) = till.after_sales_find(self.sold.pos_reference)["sales"]
        (line,) = till.after_sales_lines("pos", found["id"], TICKET)["lines"]
        self.assertEqual(line["line_id"], self.sold.lines.id)
        self.assertFalse(till.after_sales_evaluate(TICKET, [wish])[wish["key"]]["problems"])
        till.after_sales_reserve(TICKET, [wish])
        quoted = till.after_sales_quote(TICKET, [wish])["orders"][0]
        data = self._return_data(self.till, quoted, [wish], TICKET, user_id=user.id)
        self.env["pos.order"].with_user(user).sync_from_ui([data])
        paid = self.env["pos.order"].search([("uuid", "=", data["uuid"])])
        self.assertEqual(paid.after_sales_return_ids.line_ids.quantity_received, 1.0)
        self.assertEqual(paid.amount_total, -110.0)
        for model in ("return", "return.line", "override", "reservation", "drop.off"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[f"after.sales.{model}"].with_user(user).search([])

    def test_user_of_the_till_alone_opens_it_and_sells(self):
        user = self._user("access_pos", "base.group_user,point_of_sale.group_pos_user")
        self._return_of_pos(self.sold.lines)
        session = self.till.current_session_id.with_user(user)
        loaded = session.load_data([])
        self.assertIn(self.reason.id, [row["id"] for row in loaded["after.sales.reason"]])
        self.assertTrue(loaded["after.sales.grade"])
        orders = self.env["pos.order"].with_user(user)
        data = self._order_data(self.till, [(self.shirt, 1)], user_id=user.id)
        (row,) = orders.sync_from_ui([data])["pos.order"]
        self.assertEqual(row["amount_total"], 110.0)
        self.assertTrue(orders.browse(self.sold.id).read_pos_data([], self.till)["pos.order"])


@tagged("post_install", "-at_install")
class TestTillForeignIds(AccessCase):
    """What a till names that is not its company's is refused with a sentence, by every call."""

    def _make_foreign(self, order):
        """The receipt or order becomes the sister company's."""
        for records in (order, order.lines if order._name == "pos.order" else order.order_line):
            self.env.flush_all()
            self.env.cr.execute(
                f"UPDATE {records._table} SET company_id = %s WHERE id IN %s",
                [self.sister.id, tuple(records.ids)],
            )
        self.env.invalidate_all()
        return order

    def _assertRefusesWish(
        self,
        wish,
        words=UNKNOWN,
        calls=("evaluate", "reserve", "quote", "plain_verdict", "drop_off"),
    ):
        for call in calls:
            method = f"after_sales_{call}"
            with self.subTest(method=method), self.assertRefused(words):
                getattr(self._as_cashier(self.till), method)(*self._calls(wish)[method])

    def test_receipt_of_another_company(self):
        wish = self._wish(self._make_foreign(self.sold).lines)
        self._assertRefusesWish(wish)
        with self.assertRefused("belongs to Sister"):
            self._as_cashier(self.till).after_sales_lines("pos", self.sold.id, TICKET)
        found = self._as_cashier(self.till).after_sales_find(self.sold.pos_reference)
        self.assertFalse(found["sales"])

    def test_sales_order_of_another_company(self):
        sale = self._make_foreign(self._sell((self.shirt, 1)))
        self._assertRefusesWish(self._wish(sale.order_line))
        with self.assertRefused("belongs to Sister"):
            self._as_cashier(self.till).after_sales_lines("sale", sale.id, TICKET)

    def test_product_of_another_company(self):
        product = self._create_product("Foreign", 10.0, company_id=self.sister.id)
        self._assertRefusesWish(self._wish(product_id=product.id, price_unit=10.0))
        with self.assertRefused(UNKNOWN):
            self._as_cashier(self.till).after_sales_variants(product.id)

    def test_exchange_for_a_product_of_another_company(self):
        product = self._create_product("Foreign", 10.0, company_id=self.sister.id)
        wish = self._wish(self.sold.lines, resolution="exchange", exchange_product_id=product.id)
        quoted = self._quote(self.till, [wish])
        self.assertNotIn(product.id, [row["product_id"] for row in quoted["exchanges"]])

    def test_reason_that_does_not_exist(self):
        wish = self._wish(self.sold.lines, reason_id=10**9)
        answers = self._as_cashier(self.till).after_sales_evaluate(TICKET, [wish])
        self.assertTrue(answers[wish["key"]]["problems"])
        self._assertRefusesWish(wish, "reason", calls=("quote",))

    def test_line_that_does_not_exist(self):
        self._assertRefusesWish({**self._wish(self.sold.lines), "line_id": 10**9})

    def test_customer_of_another_company(self):
        partner = self.env["res.partner"].create({"name": "X", "company_id": self.sister.id})
        wish = self._wish(self.sold.lines, resolution="reject")
        with self.assertRefused("customer is not known"):
            self._as_cashier(self.till).after_sales_drop_off(TICKET, [wish], partner.id, "Nina")

    def test_ids_that_are_none(self):
        """What no screen sends is refused as well, before anything happens."""
        for broken in (None, "x", [1], {}, 0, -1, 1.5e300):
            wish = {**self._wish(self.sold.lines), "line_id": broken}
            with self.subTest(line_id=broken):
                self._assertRefusesWish(wish, calls=("evaluate", "reserve"))

    def test_ticket_of_another_till(self):
        self._as_cashier(self.other_till).after_sales_reserve(TICKET, [self._wish(self.sold.lines)])
        for method in ("reserve", "release", "add_photo", "drop_off", "override"):
            name = f"after_sales_{method}"
            with self.subTest(method=method), self.assertRefused("begun at Till South"):
                getattr(self._as_cashier(self.till), name)(*self._calls()[name])

    def test_session_of_another_company_takes_no_order(self):
        stranger = self._user(
            "access_sister",
            "base.group_user,point_of_sale.group_pos_user",
            company_id=self.sister.id,
            company_ids=[Command.set(self.sister.ids)],
        )
        wishes = [self._wish(self.sold.lines)]
        quoted = self._quote(self.till, wishes, TICKET)["orders"][0]
        data = self._return_data(self.till, quoted, wishes, TICKET)
        with self.assertRaises(AccessError), mute_logger("odoo.models"):
            self.env["pos.order"].with_user(stranger).sync_from_ui([data])
        self.assertFalse(self.env["pos.order"].search([("uuid", "=", data["uuid"])]))


@tagged("post_install", "-at_install")
class TestTillForgery(AccessCase):
    """What a cashier with a developer's tools writes past the screen."""

    def _sync_refund(self, **line):
        return self._refund_at_till(self.till, self.sold.lines, 2.0, **line)

    def test_refund_that_names_a_return_counts_all_the_same(self):
        stranger = self._create_return(self._sell((self.shirt, 1)), {self.shirt: 1})
        values = {
            "refunded_orderline_id": self.sold.lines.id,
            "after_sales_line_id": stranger.line_ids.id,
            "qty_claimed": -5.0,
        }
        data = self._order_data(self.till, [(self.shirt, -2.0, values)])
        paid = self._sync(self.till, data)
        self.assertFalse(paid.lines.after_sales_line_id)
        with self.assertRefused("2 Units were sold, but with this 4|nothing"):
            self._sync(self.till, self._order_data(self.till, [(self.shirt, -2.0, values)]))

    def test_paid_refund_does_not_become_a_return_afterwards(self):
        paid = self._sync_refund()
        paid.with_user(self.cashier).write(
            {"after_sales_request": "{}", "after_sales_offline": True}
        )
        paid.lines.with_user(self.cashier).write({"after_sales_role": "goods"})
        self.assertFalse(paid.after_sales_request)
        self.assertFalse(paid.after_sales_offline)
        self.assertFalse(paid.lines.after_sales_role)

    def test_receipt_does_not_take_over_a_return_order(self):
        order = self._return_of_pos(self.sold.lines)
        data = self._order_data(
            self.till, [(self.shirt, 1)], after_sales_return_ids=[Command.link(order.id)]
        )
        paid = self._sync(self.till, data)
        self.assertFalse(order.pos_order_id)
        paid.with_user(self.cashier).write({"after_sales_return_ids": [Command.link(order.id)]})
        self.assertFalse(order.pos_order_id)

    def test_cashier_sets_no_limit(self):
        for name, value in (
            ("after_sales_max_amount", 0.0),
            ("after_sales_no_receipt", "manager"),
            ("after_sales_other_tender", "yes"),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(AccessError, "only a manager"):
                self.till.with_user(self.cashier).write({name: value})

    def test_store_sees_the_returns_of_its_own_till_only(self):
        mine = self._return_of_pos(self.sold.lines)
        theirs = self._return_of_pos(self.sold.lines, warehouse_id=self.other_store.id)
        found = self.env["after.sales.return"].with_user(self.cashier).search([])
        self.assertIn(mine, found)
        self.assertNotIn(theirs, found)
        for act in (
            lambda: theirs.with_user(self.cashier).read(["name"]),
            lambda: theirs.with_user(self.cashier).write({"note": "x"}),
            lambda: theirs.line_ids.with_user(self.cashier).write({"quantity": 2}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_back_office_ties_no_receipt_of_another_company(self):
        order = self._return_of_pos(self._sell_at_till(self.till, (self.shirt, 1)).lines)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order_line SET company_id = %s WHERE id IN %s",
            [self.sister.id, tuple(self.sold.lines.ids)],
        )
        self.env.invalidate_all()
        with self.assertRefused("belongs to Sister"):
            order.with_user(self.cashier).line_ids.pos_line_id = self.sold.lines

    def test_cashier_says_not_which_till_paid(self):
        order = self._return_of_pos(self.sold.lines)
        for name, value in (
            ("pos_order_id", self.sold.id),
            ("pos_config_id", self.other_till.id),
            ("pos_cashier", "Somebody"),
            ("pos_offline", True),
        ):
            with self.subTest(name=name), self.assertRefused("follows the steps"):
                order.with_user(self.cashier).write({name: value})
