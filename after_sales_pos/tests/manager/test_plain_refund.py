from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import html2plaintext

from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestPlainRefund(TillCommon):
    """Odoo's own refund, and lines with a negative quantity, beside the return screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receipt = cls._sell_at_till(cls.till, (cls.shirt, 3))

    def setUp(self):
        super().setUp()
        attempts = type(self.env["after.sales.override.attempt"])
        self.patch(attempts, "_begin", lambda *_args: 1)
        self.patch(attempts, "_succeed", lambda *_args: None)
        self.patch(
            type(self.env["after.sales.till"]),
            "_find_manager",
            lambda *_args: (self.env.user, "Maria"),
        )

    def _allow(self, data, quantity=1.0, price=110.0, **more):
        wish = self._wish(
            **{
                "product_id": self.shirt.id,
                "quantity": quantity,
                "price_unit": price,
                **more,
            }
        )
        self._as_cashier(self.till).after_sales_override(
            data["uuid"], ["plain"], "Regular", {}, "Ann", [wish]
        )

    def _plain_data(self, line):
        """Odoo's own refund of one unit of ``line``."""
        values = {
            "price_unit": line.price_unit,
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "refunded_orderline_id": line.id,
        }
        return self._order_data(self.till, [(line.product_id, -1.0, values)])

    def _typed(self, quantity=-1.0, **more):
        """A line with a negative quantity, typed in a cart."""
        return self._order_data(self.till, [(self.shirt, quantity)], **more)

    def test_nobody_is_stopped_by_installing_us(self):
        self.assertEqual(self.till.after_sales_plain_refund, "yes")
        self.assertEqual(self._refund_at_till(self.till, self.receipt.lines, 1).state, "paid")
        self.assertEqual(self._sync(self.till, self._typed()).state, "paid")

    def test_through_the_return_screen(self):
        self.till.after_sales_plain_refund = "screen"
        with self.assertRefused("takes back Shirt. At Till North goods come back through Returns"):
            self._refund_at_till(self.till, self.receipt.lines, 1)
        with self.assertRefused("through Returns"):
            self._sync(self.till, self._typed())
        self.assertEqual(self.receipt.lines.refunded_qty, 0.0)
        self.assertEqual(self._sell_at_till(self.till, (self.shirt, 1)).state, "paid")

    def test_exchange_typed_in_a_cart(self):
        self.till.after_sales_plain_refund = "screen"
        data = self._order_data(self.till, [(self.shirt, -1), (self.shoe, 2)])
        with self.assertRefused("through Returns"):
            self._sync(self.till, data)

    def test_with_a_manager(self):
        self.till.after_sales_plain_refund = "manager"
        with self.assertRefused("A manager of Till North has to allow"):
            self._sync(self.till, self._typed())
        data = self._typed()
        self._allow(data)
        order = self._sync(self.till, data)
        override = self.env["after.sales.override"].search([("pos_order_id", "=", order.id)])
        self.assertEqual((override.manager, override.kind), ("Maria", "plain"))

    def test_manager_is_told_the_verdict_for_the_customers_reason(self):
        self.till.after_sales_plain_refund = "manager"
        late = self._sell_at_till(self.till, (self.shirt, 1), days_ago=90)
        answers = self._as_cashier(self.till).after_sales_evaluate("T-1", [self._wish(late.lines)])
        (verdict,) = answers.values()
        data = self._plain_data(late.lines)
        self._allow(data, line_id=late.lines.id)
        order = self._sync(self.till, data)
        override = self.env["after.sales.override"].search([("pos_order_id", "=", order.id)])
        self.assertEqual(override.reason_id, self.reason)
        self.assertEqual(override.verdict, f"Shirt: {verdict['verdict_reason']}")
        self.assertEqual(verdict["verdict"], "refused")

    def test_nobody_allows_what_has_no_reason(self):
        self.till.after_sales_plain_refund = "manager"
        with self.assertRefused("Shirt: choose a reason"):
            self._allow(self._typed(), reason_id=False)

    def test_word_that_was_used_stays(self):
        self.till.after_sales_plain_refund = "manager"
        data = self._typed()
        self._allow(data)
        order = self._sync(self.till, data)
        overrides = self.env["after.sales.override"]
        used = overrides.search([("pos_order_id", "=", order.id)])
        self._as_cashier(self.till).after_sales_release(data["uuid"])
        self.assertTrue(used.exists())
        self._allow(data)
        self.assertTrue(used.exists())

    def test_the_managers_word_covers_what_was_shown(self):
        self.till.after_sales_plain_refund = "manager"
        data = self._typed(-2.0)
        self._allow(data, quantity=1.0)
        with self.assertRefused("as it is on the order now"):
            self._sync(self.till, data)

    def test_offline_it_stays_possible_and_is_told(self):
        for rule in ("screen", "manager"):
            with self.subTest(rule=rule):
                self.till.after_sales_plain_refund = rule
                order = self._sync(self.till, self._typed(after_sales_offline=True))
                self.assertEqual(order.state, "paid")
                notes = order.session_id.activity_ids.mapped("note")
                told = html2plaintext(" ".join(map(str, notes))).replace("\xa0", " ")
                for word in (order.pos_reference, "Shirt", "Till North", self.cashier.name):
                    self.assertIn(word, told)
                self.assertIn("110.00", told)
                self.assertIn("Check the goods, the receipt and the money", told)
                self.assertNotIn("remove the lines", told)

    def test_allowed_before_the_connection_was_lost_is_not_told(self):
        self.till.after_sales_plain_refund = "manager"
        data = self._typed(after_sales_offline=True)
        self._allow(data)
        order = self._sync(self.till, data)
        override = self.env["after.sales.override"].search([("pos_order_id", "=", order.id)])
        self.assertEqual(override.manager, "Maria")
        self.assertFalse(order.session_id.activity_ids)

    def test_a_till_without_returns_knows_no_return_screen(self):
        self.till.write({"after_sales_plain_refund": "screen", "after_sales_returns": False})
        self.assertEqual(self._sync(self.till, self._typed()).state, "paid")

    def test_cashiers_do_not_change_the_setting(self):
        with self.assertRefused("only a manager", Exception):
            self._as_cashier(self.till).write({"after_sales_plain_refund": "yes"})
