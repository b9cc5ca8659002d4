import itertools
import json
import math

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import JUNK

from ..common import TillCommon

# All calls read a wish in the same way: each value of it is tried with some of the junk.
WISH_CALLS = ("after_sales_evaluate", "after_sales_quote", "after_sales_reserve")


@tagged("post_install", "-at_install")
class TestJunk(TillCommon):
    """Whoever may log in at a till may send it anything: what no screen sends is answered with
    a sentence, or as if nothing had been sent, never with a traceback."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls._sell_at_till(cls.till, (cls.shirt, 2), partner=cls.customer)
        cls.desk = cls._as_cashier(cls.till)

    def _answers(self, call, *args):
        """Call it in a savepoint; only sentences may come instead of an answer."""
        with self.env.cr.savepoint() as savepoint:
            try:
                getattr(self.desk, call)(*args)
                self.env.flush_all()
            except UserError as error:
                self.assertTrue(str(error).strip())
            finally:
                savepoint.rollback()

    def setUp(self):
        super().setUp()
        self.wish = self._wish(self.receipt.lines)
        self.kinds = itertools.cycle(JUNK)
        # It is written in transactions of its own, which do not see this test's till.
        attempts = type(self.env["after.sales.override.attempt"])
        self.patch(attempts, "_begin", lambda *_args: 1)
        self.patch(attempts, "_succeed", lambda *_args: None)

    def _some(self, count):
        """The next kinds of junk: after some calls every kind was tried."""
        return itertools.islice(self.kinds, count)

    def _calls(self):
        """Every public method of the till with arguments that are right."""
        photo = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
            "RU5ErkJggg=="
        )
        return {
            "after_sales_find": ["Shirt"],
            "after_sales_lines": ["pos", self.receipt.id, "ticket-1"],
            "after_sales_evaluate": ["ticket-1", [self.wish]],
            "after_sales_quote": ["ticket-1", [self.wish]],
            "after_sales_reserve": ["ticket-1", [self.wish]],
            "after_sales_release": ["ticket-1"],
            "after_sales_plain_verdict": [[self.wish]],
            "after_sales_add_photo": ["ticket-1", self.wish["key"], "photo.png", photo],
            "after_sales_variants": [self.shirt.id],
            "after_sales_drop_off": [
                "ticket-1",
                [{**self.wish, "resolution": "centre"}],
                self.customer.id,
                "Ann",
            ],
            "after_sales_override": [
                "ticket-1",
                ["policy"],
                "Regular",
                {"login": "nobody", "password": "x"},
                "Ann",
                [self.wish],
                [{"payment_method_id": self._cash(self.till).id, "amount": -1.0}],
            ],
        }

    def test_every_public_method_is_tried(self):
        public = {
            name
            for name in dir(type(self.till))
            if name.startswith("after_sales_") and callable(getattr(type(self.till), name))
        }
        self.assertFalse(public - set(self._calls()))

    def test_arguments_of_any_kind(self):
        for call, args in self._calls().items():
            for index in range(len(args)):
                for junk in self._some(4):
                    with self.subTest(call=call, argument=index, junk=repr(junk)[:40]):
                        self._answers(call, *args[:index], junk, *args[index + 1 :])

    def test_too_few_or_too_many_arguments(self):
        for call, args in self._calls().items():
            with self.subTest(call=call):
                self._answers(call)
                self._answers(call, *args, 1, 2, 3)

    def test_wishes_of_any_kind(self):
        for call in WISH_CALLS:
            for key in [*self.wish, "price_unit", "exchange_delivery"]:
                for junk in self._some(2):
                    with self.subTest(call=call, key=key, junk=repr(junk)[:40]):
                        self._answers(call, "ticket-1", [{**self.wish, key: junk}])

    def test_wishes_without_receipt_of_any_kind(self):
        bare = self._wish(product_id=self.shirt.id, price_unit=10.0)
        for key in bare:
            for junk in self._some(2):
                with self.subTest(key=key, junk=repr(junk)[:40]):
                    self._answers("after_sales_evaluate", "ticket-1", [{**bare, key: junk}])

    def test_wishes_lack_a_key(self):
        for call in WISH_CALLS:
            for key in self.wish:
                with self.subTest(call=call, key=key):
                    wish = {name: value for name, value in self.wish.items() if name != key}
                    self._answers(call, "ticket-1", [wish])

    def test_drop_off_of_any_kind(self):
        for resolution in ("centre", "reject", "store_credit"):
            for key in self.wish:
                for junk in self._some(2):
                    with self.subTest(resolution=resolution, key=key, junk=repr(junk)[:40]):
                        wish = {**self.wish, "resolution": resolution, key: junk}
                        self._answers("after_sales_drop_off", "ticket-1", [wish])

    def test_records_of_others(self):
        """Of another till, of another company, and of nobody."""
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["product.product"].create(
            {"name": "Theirs", "company_id": elsewhere.id, "available_in_pos": True}
        )
        for key, value in {
            "line_id": 2**31 - 1,
            "product_id": theirs.id,
            "exchange_product_id": theirs.id,
            "reason_id": 2**31 - 1,
            "grade_id": 2**31 - 1,
        }.items():
            with self.subTest(key=key):
                self._answers("after_sales_evaluate", "ticket-1", [{**self.wish, key: value}])
        with self.assertRefused("does not know this item"):
            self.desk.after_sales_variants(theirs.id)

    def test_numbers_without_end(self):
        for quantity in (math.nan, math.inf, -math.inf, 1e300, -1, "nan", "inf"):
            with self.subTest(quantity=quantity), self.assertRefused("does not know this item"):
                self.desk.after_sales_evaluate("ticket-1", [{**self.wish, "quantity": quantity}])

    def test_no_till_or_many(self):
        none = self.till.browse().with_user(self.cashier)
        many = (self.till | self.other_till).with_user(self.cashier)
        for tills in (none, many):
            for call, args in self._calls().items():
                with self.subTest(call=call, tills=len(tills)), self.assertRefused("one till"):
                    getattr(tills, call)(*args)

    # Orders -----------------------------------------------------------------------------------

    def _order_with(self, **more):
        request = json.dumps({"wishes": [self.wish], "cashier": "Ann"})
        vals = {"after_sales_key": self.wish["key"], "after_sales_role": "goods"}
        return {
            **self._order_data(self.till, [(self.shirt, -1, vals)]),
            "after_sales_ticket": "ticket-1",
            "after_sales_request": request,
            **more,
        }

    def _syncs(self, orders):
        with self.env.cr.savepoint() as savepoint:
            try:
                self.env["pos.order"].with_user(self.cashier).sync_from_ui(orders)
                self.env.flush_all()
            except UserError as error:
                self.assertTrue(str(error).strip())
            finally:
                savepoint.rollback()

    def test_orders_of_any_kind(self):
        for key in ("after_sales_ticket", "after_sales_request", "uuid", "session_id"):
            for junk in self._some(4):
                with self.subTest(key=key, junk=repr(junk)[:40]):
                    self._syncs([self._order_with(**{key: junk})])

    def test_requests_of_any_kind(self):
        for offline in (False, True):
            for key in ("wishes", "cashier"):
                for junk in self._some(2):
                    with self.subTest(key=key, junk=repr(junk)[:40], offline=offline):
                        request = {"wishes": [self.wish], "cashier": "Ann", "offline": offline}
                        text = json.dumps({**request, key: junk})
                        self._syncs([self._order_with(after_sales_request=text)])

    def test_wishes_of_orders_of_any_kind(self):
        for offline in (False, True):
            for key in self.wish:
                for junk in self._some(2):
                    with self.subTest(key=key, junk=repr(junk)[:40], offline=offline):
                        request = {"wishes": [{**self.wish, key: junk}], "offline": offline}
                        self._syncs([self._order_with(after_sales_request=json.dumps(request))])

    def test_lines_of_orders_of_any_kind(self):
        for key in ("after_sales_key", "after_sales_role", "after_sales_origin_id"):
            for junk in self._some(2):
                with self.subTest(key=key, junk=repr(junk)[:40]):
                    order = self._order_with()
                    order["lines"][0][2][key] = junk
                    self._syncs([order])

    def test_receipt_without_a_return_stores_no_empty_text(self):
        """As the till's screen sends every receipt."""
        none = {"after_sales_ticket": False, "after_sales_request": False}
        order = self._sell_at_till(self.till, (self.shirt, 1), **none)
        self.env.flush_all()
        order.invalidate_recordset()
        self.assertIs(order.after_sales_ticket, False)
        self.assertIs(order.after_sales_request, False)
