from datetime import date

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, tagged
from odoo.tools import mute_logger

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicyPeriod(PolicyCase):
    def test_period_ends_as_its_first_day_says(self):
        order = self.sale_line.order_id
        order.date_order = "2026-03-01 04:00:00"
        invoice = order._create_invoices()
        invoice.invoice_date = "2026-03-03"
        invoice.action_post()
        table = [
            # first day counted, days, months, last day, the day after
            ("order", 7, 0, "2026-03-07", "2026-03-08"),
            ("invoice", 7, 0, "2026-03-09", "2026-03-10"),
            ("delivery", 7, 0, "2026-03-11", "2026-03-12"),
            ("day_after_delivery", 7, 0, "2026-03-12", "2026-03-13"),
            ("day_after_delivery", 1, 0, "2026-03-06", "2026-03-07"),
            ("day_after_delivery", 0, 24, "2028-03-05", "2028-03-06"),
            ("day_after_delivery", 15, 1, "2026-04-20", "2026-04-21"),
        ]
        for trigger, days, months, last, after in table:
            with self.subTest(trigger=trigger, days=days, months=months):
                policy = self._policy({"refund": days or 1}, trigger=trigger)
                policy.window_ids.write({"window_days": days, "window_months": months})
                self.assertVerdict(
                    "eligible", day=last, deadline=date.fromisoformat(last), policy_id=policy.id
                )
                self.assertVerdict(
                    "refused", day=after, deadline=date.fromisoformat(last), policy_id=policy.id
                )
                policy.active = False

    def test_months_end_in_a_shorter_month(self):
        self.sale_line.move_ids.date = "2026-01-30 04:00:00"
        self._policy().window_ids.write({"window_days": 0, "window_months": 1})
        self.assertVerdict("eligible", day="2026-02-28", deadline=date(2026, 2, 28))

    def test_new_goods_of_an_exchange_begin_a_period_goods_sent_back_do_not(self):
        self._policy()
        for resolution, deadline in [
            ("none", date(2026, 3, 12)),
            ("exchange", date(2026, 3, 27)),
        ]:
            with self.subTest(resolution=resolution):
                part = self.env["after.sales.disposition"].create(
                    {"line_id": self.line.id, "quantity": 1.0, "resolution": resolution}
                )
                delivery = self.sale_line.move_ids[0].copy({"after_sales_disposition_id": part.id})
                delivery.write({"state": "done", "date": "2026-03-20 04:00:00"})
                self.assertVerdict("eligible", day="2026-03-12", deadline=deadline)

    def test_each_resolution_has_its_window(self):
        self._policy({"refund": 7, "exchange": 15})
        table = [
            ("refund", "2026-03-12", "eligible"),
            ("refund", "2026-03-13", "refused"),
            ("exchange", "2026-03-20", "eligible"),
            ("exchange", "2026-03-21", "refused"),
            ("store_credit", "2026-03-12", "eligible"),
            ("store_credit", "2026-03-13", "refused"),
            ("none", "2026-03-20", "eligible"),
            ("none", "2026-03-21", "refused"),
        ]
        for resolution, day, verdict in table:
            with self.subTest(resolution=resolution, day=day):
                self.line.resolution = resolution
                self.assertVerdict(verdict, day=day)

    def test_late_wish_names_what_is_still_possible(self):
        self._policy({"refund": 7, "exchange": 15})
        values = self.assertVerdict("refused", day="2026-03-13", deadline=date(2026, 3, 12))
        self.assertRegex(values["verdict_reason"], "Refund was possible until 03/12/2026")
        self.assertRegex(values["verdict_reason"], "still possible: Exchange until 03/20/2026")

    def test_wish_not_offered_names_what_is(self):
        self._policy({"exchange": 15})
        values = self.assertVerdict("refused", deadline=False)
        self.assertRegex(values["verdict_reason"], "does not offer: Refund.*Exchange until")

    def test_sentence_names_rule_dates_and_payer(self):
        self._policy()
        self.assertEqual(
            self._verdict()["verdict_reason"],
            "“Seven days”: Refund until 03/12/2026, counted from 03/06/2026; "
            "the customer pays the way back.",
        )

    def test_period_begins_with_the_delivery(self):
        self._policy()
        line = self._line(deliver=False)
        values = self.assertVerdict("eligible", line, "2026-09-01", deadline=False)
        self.assertRegex(values["verdict_reason"], "has not begun")

    def test_days_are_those_of_the_company(self):
        """Two minutes around midnight in Shanghai, seen by a user in New York."""
        self._policy()
        policies = self.Policy.with_context(tz="America/New_York")
        for delivered, deadline in [
            ("2026-03-05 15:59:00", date(2026, 3, 12)),
            ("2026-03-05 16:01:00", date(2026, 3, 13)),
        ]:
            with self.subTest(delivered=delivered):
                self.sale_line.move_ids.date = delivered
                self.assertEqual(policies._evaluate(self.line)[self.line]["deadline"], deadline)
        self.sale_line.move_ids.date = "2026-03-05 15:59:00"
        for now, verdict in [
            ("2026-03-12 15:59:00", "eligible"),
            ("2026-03-12 16:01:00", "refused"),
        ]:
            with self.subTest(now=now), freeze_time(now):
                values = policies._evaluate(self.line)[self.line]
                self.assertEqual(values["verdict"], verdict)

    def test_period_ending_on_a_day_off_is_longer(self):
        calendar = self.env["resource.calendar"].create({"name": "Weekdays", "tz": "Asia/Shanghai"})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-15 16:00:00",
                "date_to": "2026-03-16 15:59:59",
            }
        )
        self._policy({"refund": 9}, calendar_id=calendar.id)  # ends on Saturday the 14th
        self._policy({"exchange": 8}, calendar_id=calendar.id)  # ends on Friday the 13th
        self.assertVerdict("eligible", day="2026-03-17", deadline=date(2026, 3, 17))
        self.line.resolution = "exchange"
        self.assertVerdict("eligible", deadline=date(2026, 3, 13))

    def test_season_extends_the_period(self):
        policy = self._policy(
            season_from="2026-03-06", season_to="2026-03-31", season_until="2026-04-30"
        )
        self.assertVerdict("eligible", deadline=date(2026, 4, 30))
        policy.season_from = "2026-03-07"
        self.assertVerdict("eligible", deadline=date(2026, 3, 12))


@tagged("post_install", "-at_install")
class TestPolicyScope(PolicyCase):
    def test_scope(self):
        """Each value of the scope in turn lets the policy cover the line, or not."""
        vip, other = self.env["res.partner.category"].create([{"name": "VIP"}, {"name": "Staff"}])
        self.customer.category_id = vip
        self.shirt.product_tag_ids = self.tag
        other_tag = self.env["product.tag"].create({"name": "Other tag"})
        other_categ = self.env["product.category"].create({"name": "Shoes"})
        company = self.env["res.company"].create({"name": "Other company"})
        self.line.reason_id = self.fault
        self.line.resolution = "refund"
        table = [
            ({"categ_ids": self.categ.ids}, {"categ_ids": other_categ.ids}),
            ({"product_tag_ids": self.tag.ids}, {"product_tag_ids": other_tag.ids}),
            ({"partner_category_ids": vip.ids}, {"partner_category_ids": other.ids}),
            ({"sale_channel": "distance"}, {"sale_channel": "store"}),
            ({"reason_kind": "fault"}, {"reason_kind": "no_fault"}),
            ({"reason_ids": self.fault.ids}, {"reason_ids": self.no_fault.ids}),
            ({"price_min": 100.0}, {"price_min": 100.01}),
            ({"price_max": 100.0}, {"price_max": 99.99}),
            ({"date_from": "2026-03-05"}, {"date_from": "2026-03-06"}),
            ({"date_to": "2026-03-05"}, {"date_to": "2026-03-04"}),
            ({"company_id": self.env.company.id}, {"company_id": company.id}),
            ({"active": True}, {"active": False}),
        ]
        for covering, not_covering in table:
            for scope, verdict in [(covering, "eligible"), (not_covering, "review")]:
                with self.subTest(scope=scope):
                    policy = self._policy(**scope)
                    self.assertVerdict(verdict)
                    policy.active = False

    def test_archived_reason_does_not_open_the_scope(self):
        self._policy(reason_ids=self.fault.ids)
        self.fault.active = False
        self.assertVerdict("review")

    def test_liable_party_tells_faults(self):
        for category, liable_party, is_fault in [
            ("quality", False, True),
            ("quality", "customer", False),
            ("size", False, False),
            ("size", "supplier", True),
            ("transport", "carrier", True),
        ]:
            with self.subTest(category=category, liable_party=liable_party):
                self.fault.write({"category": category, "liable_party": liable_party})
                self.assertEqual(self.Policy._is_fault(self.fault), is_fault)

    def test_price_and_fee_are_converted(self):
        """The policy speaks the company's currency, the line that of its order."""
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rounding": 0.01,
                "rate_ids": [Command.create({"name": "2026-01-01", "rate": 2.0})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": foreign.id}
        )
        line = self._line(sale={"pricelist_id": pricelist.id})
        self.assertEqual(line.price_paid_unit, 200.0)
        policy = self._policy(price_max=100.0, max_amount=100.0, fee_fixed=3.0)
        self.assertVerdict("eligible", line, policy_fee_fixed=6.0)
        policy.price_max = 99.0
        self.assertVerdict("review", line)

    def test_no_policy_leaves_it_to_customer_service(self):
        values = self.assertVerdict("review", policy_id=False, deadline=False, automatic=False)
        self.assertRegex(values["verdict_reason"], "No policy covers Shirt.*customer service")

    def test_without_receipt_a_manager_decides(self):
        self._policy()
        order = self.line.return_id
        line = self.env["after.sales.return.line"].new(
            {"return_id": order.id, "product_id": self.shirt.id, "resolution": "refund"}
        )
        values = self.assertVerdict("review", line, policy_id=False)
        self.assertRegex(values["verdict_reason"], "Without receipt a manager decides")

    def test_unsaved_line_is_judged_like_a_saved_one(self):
        self._policy()
        line = self.env["after.sales.return.line"].new(
            {"sale_line_id": self.sale_line.id, "resolution": "refund"},
        )
        line.return_id = self.env["after.sales.return"].new(
            {"partner_id": self.customer.id, "company_id": self.env.company.id}
        )
        self.assertEqual(self._verdict(line), self._verdict())


@tagged("post_install", "-at_install")
class TestPolicyRecords(PolicyCase):
    def test_grant_needs_a_window(self):
        for windows in ({}, {"refund": 0}):
            with (
                self.subTest(windows=windows),
                self.assertRaisesRegex(
                    ValidationError, "Spring: a policy that grants returns needs a window"
                ),
            ):
                self._policy(windows, name="Spring")
        policy = self._policy()
        with self.assertRaisesRegex(ValidationError, "Seven days: .* needs a window"):
            policy.window_ids = [Command.clear()]

    def test_exclusion_cannot_be_statutory(self):
        with self.assertRaisesRegex(ValidationError, "No shirts: an exclusion cannot be statutory"):
            self._exclusion(statutory=True)

    @mute_logger("odoo.sql_db")
    def test_impossible_values_are_refused(self):
        for vals in [
            {"windows": {"refund": -1}},
            {"refund_percent": 101.0},
            {"fee_percent": -1.0},
            {"fee_fixed": -1.0},
            {"max_returns": -1},
        ]:
            with self.subTest(vals=vals), self.assertRefused("cannot be “-?1"):
                self._policy(**vals)
        for vals in [
            {"date_from": "2026-02-01", "date_to": "2026-01-01"},
            {"price_min": 2.0, "price_max": 1.0},
            {"season_from": "2026-01-01"},
            {"season_from": "2026-01-01", "season_to": "2026-02-01", "season_until": "2026-01-15"},
        ]:
            with self.subTest(vals=vals), self.assertRaises(CheckViolation), self.cr.savepoint():
                self._policy(**vals)
                self.env.flush_all()
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._policy().window_ids.create(
                {
                    "policy_id": self.Policy.search([], limit=1).id,
                    "resolution": "refund",
                    "window_days": 1,
                }
            )

    def test_manager_writes_a_policy_in_the_form(self):
        self._create_users()
        form = Form(self.Policy.with_user(self.manager))
        form.name = "Thirty days"
        with form.window_ids.new() as window:
            window.resolution = "exchange"
            window.window_days = 30
        policy = form.save()
        self.assertRecordValues(policy, [{"effect": "grant", "return_payer": "fault"}])
        with self.assertRaises(AccessError):
            policy.with_user(self.clerk).name = "Forty days"

    def test_copy_keeps_the_windows(self):
        copy = self._policy({"refund": 7, "exchange": 15}).copy()
        self.assertRecordValues(
            copy.window_ids,
            [
                {"resolution": "refund", "window_days": 7},
                {"resolution": "exchange", "window_days": 15},
            ],
        )
        self.assertEqual(copy.name, "Seven days (copy)")
        self.assertEqual(copy.window_ids[0].display_name, "Refund 7 days")

    def test_seven_days_without_reason(self):
        """The ready policy works as the law says."""
        law = self.env.ref("after_sales_returns.policy_cn_no_reason")
        law.write({"active": True, "calendar_id": False})
        self.assertVerdict(
            "eligible",
            day="2026-03-12",
            policy_id=law.id,
            return_payer="customer",
            deadline=date(2026, 3, 12),
        )
        self.assertVerdict("refused", day="2026-03-13")
        self.shirt.product_tag_ids = self.env.ref("after_sales_returns.product_tag_made_to_order")
        self.assertVerdict("refused", policy_id=law.id)


@tagged("post_install", "-at_install")
class TestReadyPolicies(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policies = cls.env["after.sales.policy"]

    def test_what_fits_the_country_is_on(self):
        policies = self.policies.with_context(active_test=False).browse(self._ready_ids())
        if not self.env.ref("after_sales_returns.demo_policy_fashion", raise_if_not_found=False):
            # The demo data switch some on for the chain's own goods.
            ready = self.policies._ready_policy(self.env.company)
            self.assertEqual(policies.filtered("active"), ready)
        self.assertTrue(all(policies.mapped("legal_source")))
        self.assertTrue(all(policies.mapped("window_ids")))

    def _ready_ids(self):
        names = [
            "cn_no_reason",
            "cn_quality",
            "shoes_clothing",
            "eu_withdrawal",
            "eu_conformity",
            "store_goodwill",
        ]
        return [self.env.ref(f"after_sales_returns.policy_{name}").id for name in names]

    # By country ---------------------------------------------------------------------------

    def _switch_on(self, **countries):
        """Companies of these countries, by their names; :return: name → company"""
        self.policies.with_context(active_test=False).search([]).write({"active": False})
        codes = {
            code: self.env["res.country"].search([("code", "=", code)])
            for code in countries.values()
        }
        self.env["res.company"].search([]).country_id = codes[next(iter(countries.values()))]
        companies = {
            name: self.env["res.company"].create({"name": name, "country_id": codes[code].id})
            for name, code in countries.items()
        }
        self.policies._switch_on_ready_policies()
        return companies

    def _names_of(self, company):
        own = self.policies.search([("company_id", "in", (company.id, False))])
        return own.mapped("source_id.name")

    def test_each_country_has_its_law(self):
        law = {
            name: self.env.ref(f"after_sales_returns.policy_{name}")
            for name in ("cn_no_reason", "eu_withdrawal", "store_goodwill")
        }
        for code, name in {
            "CN": "cn_no_reason",
            "DE": "eu_withdrawal",
            "FR": "eu_withdrawal",
            "US": "store_goodwill",
            "CH": "store_goodwill",
            "TW": "store_goodwill",
            "NONE": "store_goodwill",
        }.items():
            with self.subTest(country=code):
                name_of_company = f"Shop {code}"
                company = self._switch_on(**{name_of_company: code})[name_of_company]
                active = self.policies.search([])
                self.assertEqual(active, law[name])
                self.assertFalse(active.company_id)
                self.assertEqual(self._names_of(company), law[name].source_id.mapped("name"))

    def test_companies_of_two_countries_do_not_share_a_law(self):
        companies = self._switch_on(Berlin="DE", Paris="FR", Shanghai="CN")
        law = {
            name: self.env.ref(f"after_sales_returns.policy_{name}").source_id.mapped("name")
            for name in ("cn_no_reason", "eu_withdrawal")
        }
        self.assertEqual(self._names_of(companies["Berlin"]), law["eu_withdrawal"])
        self.assertEqual(self._names_of(companies["Paris"]), law["eu_withdrawal"])
        self.assertEqual(self._names_of(companies["Shanghai"]), law["cn_no_reason"])
        paris = self.policies.search([("company_id", "=", companies["Paris"].id)])
        self.assertEqual(paris.calendar_id, companies["Paris"].resource_calendar_id)
        promised = self.env["after.sales.promise.rule"].search([("policy_id", "=", paris.id)])
        self.assertRecordValues(promised, [{"step": "repayment", "days": 14}])
