from lxml import etree

from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import AfterSalesCommon

SEARCHES = (
    "after.sales.return",
    "after.sales.return.line",
    "after.sales.disposition",
    "after.sales.return.report",
    "after.sales.promise",
    "after.sales.promise.rule",
    "after.sales.team",
    "after.sales.reason",
    "after.sales.grade",
)


@tagged("post_install", "-at_install")
class TestViews(AfterSalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls.sale = cls._sell((cls.shirt, 5))
        cls.delivery = cls.sale.picking_ids
        cls.order = cls._create_return(cls.sale, {cls.shirt: 1})

    def _search(self, name, order=None, user=None):
        """Return what a filter of the return orders finds."""
        returns = self.env["after.sales.return"].with_user(user or self.env.user)
        arch = etree.fromstring(returns.get_view(view_type="search")["arch"])
        (node,) = arch.xpath(f"//filter[@name='{name}']")
        return returns.search(safe_eval(node.get("domain"), {"uid": returns.env.uid}))

    # --- forms --------------------------------------------------------------

    def test_return_form_opens_for_each_role(self):
        self._approve(self.order)
        self._receive(self.order)
        self.order.action_sort()
        for user in (self.clerk, self.manager, self.store_user, self.sorter):
            with self.subTest(user=user.login):
                form = Form(self.order.with_user(user))
                self.assertEqual(form.stage, "to_sort")

    def test_clerk_fills_in_a_return(self):
        form = Form(self.env["after.sales.return"].with_user(self.clerk))
        form.partner_id = self.customer
        with form.line_ids.new() as line:
            line.sale_line_id = self.sale.order_line
            line.quantity = 2
            line.reason_id = self.reason
        order = form.save()
        self.assertRecordValues(order.line_ids, [{"product_id": self.shirt.id, "quantity": 2}])

    def test_sorter_grades_on_the_sorting_screen(self):
        self._approve(self.order)
        self._receive(self.order)
        part = self.order.with_user(self.sorter).action_sort()
        with Form(part) as form:
            form.grade_id = self.grade_d
        self.assertEqual(part.route, self.grade_d.route)

    def test_forms_open_without_after_sales_rights(self):
        salesman = new_test_user(self.env, "asr_sales", groups="sales_team.group_sale_salesman")
        self._approve(self.order)
        self.sale.user_id = salesman
        # Odoo's Delivery reads zip prefixes of its methods for a transfer's form, which its own
        # Inventory users may not read: without methods, only our part of the form is tried.
        if "delivery.carrier" in self.env:
            self.env["delivery.carrier"].search([]).active = False
        opened = (
            (self.sale, salesman),
            (self.order.picking_ids, self.picker),
            (self.delivery, self.picker),
            (self.sale.invoice_ids, self.accountant),
            (self.customer, self.accountant),
            (self.warehouse, self.picker),
        )
        for record, user in opened:
            with self.subTest(record=record, user=user.login):
                Form(record.with_user(user))

    def test_documents_count_and_open_their_returns(self):
        self._approve(self.order)
        documents = (
            self.sale,
            self.delivery,
            self.order.picking_ids,
            self.sale.invoice_ids,
            self.customer,
        )
        for record in documents:
            with self.subTest(record=record):
                self.assertEqual(record.after_sales_return_count, 1)
                action = record.action_view_after_sales_returns()
                self.assertEqual(action["res_id"], self.order.id)

    # --- buttons ------------------------------------------------------------

    def test_smart_buttons_open_what_they_count(self):
        order = self._returned((self.shirt, 2))
        self._decide(order)
        order.action_settle()
        for name in ("picking", "refund", "sale", "partner_return"):
            with self.subTest(button=name):
                plural = name + "s"
                action = getattr(order, f"action_view_{plural}")()
                opened = self.env[action["res_model"]].search(action["domain"])
                self.assertTrue(opened)
                self.assertEqual(order[f"{name}_count"], len(opened))

    def test_history_shows_the_other_returns_of_the_customer(self):
        other = self._create_return(self.sale, {self.shirt: 1})
        self.assertEqual(other.customer_return_ids, self.order)

    def test_refuse_writes_the_reason(self):
        self.order.action_request()
        wizard = (
            self.env["after.sales.return.refuse"]
            .with_user(self.clerk)
            .with_context(active_model="after.sales.return", active_ids=self.order.ids)
        )
        with Form(wizard) as form:
            form.reason = "Worn outdoors."
        form.record.action_refuse()
        self.assertRecordValues(
            self.order, [{"state": "refused", "refusal_reason": "Worn outdoors."}]
        )

    def test_open_sorting_shows_what_came(self):
        self._approve(self.order)
        self._receive(self.order)
        action = self.order.action_open_sorting()
        opened = self.env["after.sales.disposition"].search(action["domain"])
        self.assertEqual(opened.return_id, self.order)

    def test_split_takes_one_unit_off(self):
        order = self._returned((self.shirt, 3))
        part = order.action_sort()
        part.action_split()
        self.assertEqual(sorted(order.disposition_ids.mapped("quantity")), [1, 2])

    def test_split_refuses_a_single_unit(self):
        part = self._returned((self.shirt, 1)).action_sort()
        with self.assertRefused("Shirt.*cannot be split"):
            part.action_split()

    # --- filters ------------------------------------------------------------

    def test_filters_and_groups_run(self):
        for model in SEARCHES:
            records = self.env[model]
            arch = etree.fromstring(records.get_view(view_type="search")["arch"])
            for node in arch.iter("filter"):
                with self.subTest(model=model, filter=node.get("name")):
                    if node.get("domain"):
                        records.search(
                            safe_eval(node.get("domain"), {"uid": self.env.uid}), limit=1
                        )
                    if node.get("context"):
                        groupby = safe_eval(node.get("context"))["group_by"]
                        records._read_group([], [groupby], ["__count"], limit=1)

    def test_filter_mine_and_unassigned(self):
        mine = self._create_return(self.sale, {self.shirt: 1}, user_id=self.clerk.id)
        self.assertIn(mine, self._search("filter_mine", user=self.clerk))
        self.assertNotIn(self.order, self._search("filter_mine", user=self.clerk))
        self.assertIn(self.order, self._search("filter_unassigned"))
        self.assertNotIn(mine, self._search("filter_unassigned"))

    def test_filter_late_needs_awaited_goods(self):
        self.order.action_request()
        self.order.deadline = "2020-01-01"
        self.assertNotIn(self.order, self._search("filter_late"))
        self.order.action_approve()
        self.order.deadline = "2020-01-01"
        self.assertIn(self.order, self._search("filter_late"))
        self._receive(self.order)
        self.assertNotIn(self.order, self._search("filter_late"))

    def test_filter_to_sort_in_my_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "Outpost", "code": "OUTP"})
        self._approve(self.order)
        self._receive(self.order)
        name = "filter_to_sort_mine"
        self.assertIn(self.order, self._search(name, user=self.sorter))
        self.sorter.after_sales_warehouse_ids = [Command.set(other.ids)]
        self.assertNotIn(self.order, self._search(name, user=self.sorter))
        self.sorter.after_sales_warehouse_ids = [Command.set(self.warehouse.ids)]
        self.assertIn(self.order, self._search(name, user=self.sorter))

    def test_kanban_shows_open_stages_even_when_empty(self):
        stages = self.order._group_expand_stage(["refused"], [])
        self.assertEqual(
            stages,
            ["draft", "requested", "awaiting_goods", "to_sort", "to_settle", "refused"],
        )
