from ast import literal_eval
from uuid import uuid4

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..ticket.common import TicketCase


@tagged("post_install", "-at_install")
class TestTillViews(TicketCase):
    """What the back office sees of a return at the till, each person with their own rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.store_user.after_sales_warehouse_ids = cls.store
        cls.pos_manager = new_test_user(
            cls.env, "views_pos_boss", groups="point_of_sale.group_pos_manager"
        )
        cls.sold = cls._sell_at_till(cls.till, (cls.shirt, 2))
        cls.override = cls._override(cls.till)
        cls.far_override = cls._override(cls.other_till)

    @classmethod
    def _override(cls, till, **vals):
        return cls.env["after.sales.override"].create(
            {
                "ticket": str(uuid4()),
                "kind": "policy",
                "reason": "A good customer",
                "config_id": till.id,
                "manager": "Berta Boss",
                "cashier": "Nina",
                **vals,
            }
        )

    def _return_at_till(self):
        ticket = str(uuid4())
        self._override(self.till, ticket=ticket)
        wishes = [self._wish(self.sold.lines)]
        quoted = self._quote(self.till, wishes, ticket)["orders"][0]
        paid = self._sync(self.till, self._return_data(self.till, quoted, wishes, ticket))
        return paid.after_sales_return_ids

    def _found(self, model, name, user):
        """What a filter of the search view finds."""
        arch = self.env[model].with_user(user).get_view(view_type="search")["arch"]
        (node,) = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return self.env[model].with_user(user).search(literal_eval(node.get("domain")))

    # The return order ------------------------------------------------------------------------

    def test_form_shows_till_cashier_receipt_and_overrides(self):
        order = self._return_at_till()
        for user in (self.clerk, self.store_user, self.manager, self.sorter):
            with self.subTest(user=user.login):
                Form(order.with_user(user))
                self.assertEqual(self._read(order, user, "pos_config_id"), self.till.name)
                self.assertEqual(self._read(order, user, "pos_order_id"), order.pos_order_id.name)
                self.assertEqual(self._read(order, user, "pos_cashier"), "Nina")
                self.assertEqual(
                    self._read(order.line_ids, user, "pos_reference"), self.sold.pos_reference
                )
        given = self._read(order, self.clerk, "override_ids", {"reason": {}})
        self.assertEqual([row["reason"] for row in given], ["A good customer"])

    def _read(self, record, user, field, fields=None):
        """What the form of the user's browser gets of a field."""
        fields = fields or {"display_name": {}}
        (values,) = record.with_user(user).web_read({field: {"fields": fields}})
        value = values[field]
        return value["display_name"] if isinstance(value, dict) else value

    def test_service_groups_by_till_without_right_to_tills(self):
        self._return_at_till()
        found = self.env["after.sales.return"].with_user(self.clerk)
        groups = found.web_read_group([("pos_config_id", "!=", False)], ["pos_config_id"])
        self.assertIn(self.till.name, [group["pos_config_id"][1] for group in groups["groups"]])

    def test_form_opens_what_was_sold_and_what_was_paid(self):
        order = self._return_at_till().with_user(self._both())
        self.assertEqual(order.receipt_count, 1)
        self.assertEqual(order.action_view_receipts()["res_id"], self.sold.id)
        self.assertEqual(order.action_view_pos_order()["res_id"], order.pos_order_id.id)

    def _both(self):
        self.clerk.group_ids += self.env.ref("point_of_sale.group_pos_user")
        return self.clerk

    def test_search_finds_returns_of_tills(self):
        order = self._return_at_till()
        elsewhere = self._create_return(self._sell((self.shirt, 1)), {self.shirt: 1})
        for name in ("filter_till", "filter_overridden"):
            found = self._found("after.sales.return", name, self.clerk)
            self.assertIn(order, found)
            self.assertNotIn(elsewhere, found)
        self.assertNotIn(order, self._found("after.sales.return", "filter_offline", self.clerk))
        order.pos_offline = True
        self.assertIn(order, self._found("after.sales.return", "filter_offline", self.clerk))

    def test_line_of_a_receipt_is_not_without_receipt(self):
        line = self._return_at_till().line_ids
        found = self._found("after.sales.return.line", "filter_without_receipt", self.clerk)
        self.assertNotIn(line, found)
        self.assertIn(line, self._found("after.sales.return.line", "filter_till", self.clerk))

    def test_walk_in_customer_has_no_history(self):
        self._return_at_till()
        order = self._return_at_till()
        self.assertEqual(order.partner_id, self.env["res.partner"]._after_sales_walk_in())
        self.assertEqual(order.partner_return_count, 0)
        self.assertFalse(order.customer_return_ids)

    # The receipt -----------------------------------------------------------------------------

    def test_receipt_opens_its_return_orders(self):
        order = self._return_at_till()
        user = self._both()
        for receipt in (self.sold, order.pos_order_id):
            with self.subTest(receipt=receipt.name):
                receipt = receipt.with_user(user)
                self.assertEqual(receipt.after_sales_return_count, 1)
                self.assertEqual(receipt.action_view_after_sales_returns()["res_id"], order.id)
                with Form(receipt) as form:
                    self.assertEqual(form.after_sales_return_count, 1)

    def test_user_of_the_till_opens_a_receipt_without_right_to_returns(self):
        self._return_at_till()
        user = new_test_user(
            self.env, "views_pos", groups="base.group_user,point_of_sale.group_pos_user"
        )
        with Form(self.sold.with_user(user)) as form:
            self.assertNotIn("after_sales_return_count", form._view["fields"])

    # Overrides -------------------------------------------------------------------------------

    def _overrides(self, user):
        return self.env["after.sales.override"].with_user(user).search([])

    def test_store_sees_the_overrides_of_its_own_tills(self):
        self.assertEqual(self._overrides(self.store_user), self.override)

    def test_service_and_managers_see_all_overrides(self):
        both = self.override | self.far_override
        for user in (self.clerk, self.manager, self.pos_manager):
            with self.subTest(user=user.login):
                self.assertEqual(self._overrides(user), both)
                self.env["after.sales.override"].with_user(user).get_view(view_type="form")

    def test_user_of_the_till_sees_no_overrides(self):
        user = new_test_user(
            self.env, "views_pos", groups="base.group_user,point_of_sale.group_pos_user"
        )
        for model in ("override", "override.attempt", "reservation", "return"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[f"after.sales.{model}"].with_user(user).search([])

    def test_nobody_writes_overrides(self):
        for user in (self.store_user, self.clerk, self.manager, self.pos_manager):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.override.with_user(user).reason = "Another"
                with self.assertRaises(AccessError):
                    self.override.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    self.env["after.sales.override"].with_user(user).create(
                        {"ticket": "x", "kind": "policy", "config_id": self.till.id}
                    )
