from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon

NOW = "2026-03-05 04:00:00"  # noon in Shanghai, a Thursday


class PolicyCase(AfterSalesCommon):
    """Policies of the test only, in a company in Shanghai: every ready policy is off.

    ``line`` is a draft return line of a shirt sold for 100 and delivered today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.Policy = cls.env["after.sales.policy"]
        cls.switched_on = cls.Policy.search([])
        cls.switched_on.active = False
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.categ = cls.env["product.category"].create({"name": "Clothing"})
        cls.shirt.categ_id = cls.env["product.category"].create(
            {"name": "Shirts", "parent_id": cls.categ.id}
        )
        cls.tag = cls.env["product.tag"].create({"name": "Made for you"})
        cls.no_fault = cls.reason
        cls.fault = cls.env.ref("after_sales_returns.reason_quality")
        cls.line = cls._line()
        cls.sale_line = cls.line.sale_line_id

    @classmethod
    def _policy(cls, windows=None, **vals):
        """Create a policy with windows {resolution: days}, seven days of refund by default."""
        windows = {"refund": 7} if windows is None else windows
        return cls.Policy.create(
            {
                "name": "Seven days",
                "trigger": "day_after_delivery",
                "window_ids": [
                    Command.create({"resolution": resolution, "window_days": days})
                    for resolution, days in windows.items()
                ],
                **vals,
            }
        )

    @classmethod
    def _exclusion(cls, **vals):
        return cls._policy({}, **{"name": "No shirts", "effect": "exclusion", **vals})

    @classmethod
    def _line(cls, quantity=1.0, deliver=True, sale=None, **vals):
        """The line of a draft return order over a new sale of as many shirts."""
        order = cls._sell((cls.shirt, quantity), deliver=deliver, invoice=False, **(sale or {}))
        return cls._create_return(
            order, partner_id=order.partner_id.id, line_vals=vals
        ).line_ids

    def _verdict(self, line=None, day=None):
        line = self.line if line is None else line
        return self.Policy._evaluate(line, date=day and date.fromisoformat(day))[line]

    def assertVerdict(self, verdict, line=None, day=None, **expected):
        values = self._verdict(line, day)
        self.assertEqual(values["verdict"], verdict, values["verdict_reason"])
        for name, value in expected.items():
            self.assertEqual(values[name], value, values["verdict_reason"])
        return values


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
            "Seven days: Refund until 03/12/2026, counted from 03/06/2026; "
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
        self._policy(price_max=50.0, fee_fixed=3.0)
        self.assertVerdict("eligible", line, policy_fee_fixed=6.0)

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
class TestPolicyPrecedence(PolicyCase):
    def test_exclusion_wins_over_grant(self):
        self._policy()
        exclusion = self._exclusion(categ_ids=self.categ.ids)
        values = self.assertVerdict("refused", policy_id=exclusion.id, deadline=False)
        self.assertRegex(values["verdict_reason"], "No shirts: Shirt is excluded from return")

    def test_exclusion_does_not_beat_the_law(self):
        law = self._policy(statutory=True, name="Law")
        self._policy({"refund": 30}, name="Goodwill")
        exclusion = self._exclusion()
        self.assertVerdict("eligible", policy_id=law.id, deadline=date(2026, 3, 12))
        self.assertVerdict("refused", day="2026-03-13", policy_id=exclusion.id)

    def test_exception_of_a_grant_leaves_other_grants(self):
        self.shirt.product_tag_ids = self.tag
        law = self._policy(statutory=True, excluded_tag_ids=self.tag.ids)
        values = self.assertVerdict("refused", policy_id=law.id)
        self.assertRegex(values["verdict_reason"], "exception for Shirt: Made for you")
        goodwill = self._policy({"refund": 3}, name="Goodwill")
        self.assertVerdict("eligible", policy_id=goodwill.id)

    def test_sealed_goods_are_checked(self):
        self.shirt.product_tag_ids = self.tag
        self._policy(sealed_tag_ids=self.tag.ids, condition_unworn=True)
        values = self.assertVerdict("eligible")
        self.assertRegex(values["verdict_reason"], "checked for: Unworn, Seal unbroken")

    def test_best_grant_for_the_customer_wins(self):
        """Each pair in the order of what counts: money, way back, certainty, time, when paid."""
        table = [
            ({"refund_percent": 90.0, "return_payer": "company"}, {"return_payer": "customer"}),
            ({"fee_fixed": 1.0}, {}),
            ({"fee_percent": 1.0}, {}),
            ({"return_payer": "customer"}, {"return_payer": "company"}),
            ({"decision": "person"}, {"decision": "confirm"}),
            ({}, {"windows": {"refund": 8}}),
            ({"settle_at": "sorting"}, {"settle_at": "approval"}),
        ]
        for worse, better in table:
            with self.subTest(worse=worse, better=better):
                policies = self._policy(**worse) + self._policy(**better)
                self.assertVerdict("eligible", policy_id=policies[1].id)
                policies.active = False

    def test_sequence_breaks_ties_only(self):
        second = self._policy(sequence=2)
        first = self._policy(sequence=1)
        self.assertVerdict("eligible", policy_id=first.id)
        second.settle_at = "receipt"
        self.assertVerdict("eligible", policy_id=second.id)

    def test_law_cannot_be_worsened(self):
        """What is better than the law in money does not take away its other terms."""
        self._policy(
            {"refund": 14}, name="Law", statutory=True, refund_percent=95.0,
            return_payer="company", settle_at="receipt",
        )
        goodwill = self._policy({"refund": 3}, name="Goodwill", return_payer="customer")
        values = self.assertVerdict(
            "eligible",
            policy_id=goodwill.id,
            policy_refund_percent=100.0,
            return_payer="company",
            settle_at="receipt",
            deadline=date(2026, 3, 19),
        )
        self.assertRegex(values["verdict_reason"], "Goodwill.*03/19/2026.*not worse than Law")

    def test_law_does_not_wait_for_goodwill(self):
        law = self._policy(name="Law", statutory=True, refund_percent=95.0)
        self._policy(name="Goodwill", decision="person")
        self.assertVerdict("eligible", policy_id=law.id)


@tagged("post_install", "-at_install")
class TestPolicyDecision(PolicyCase):
    def test_way_back(self):
        for payer, reason, expected in [
            ("customer", self.fault, "customer"),
            ("company", self.no_fault, "company"),
            ("fault", self.fault, "company"),
            ("fault", self.no_fault, "customer"),
        ]:
            with self.subTest(payer=payer, reason=reason.name):
                policy = self._policy(return_payer=payer)
                self.line.write({"reason_id": reason.id, "resolution": "refund"})
                self.assertVerdict("eligible", return_payer=expected)
                policy.active = False

    def test_decision(self):
        for decision, verdict, automatic in [
            ("automatic", "eligible", True),
            ("confirm", "eligible", False),
            ("person", "review", False),
        ]:
            with self.subTest(decision=decision):
                policy = self._policy(decision=decision)
                self.assertVerdict(verdict, automatic=automatic, policy_id=policy.id)
                policy.active = False

    def test_resolution_that_needs_a_decision(self):
        policy = self._policy({"refund": 7, "exchange": 7}, decision="automatic")
        policy.window_ids.filtered(lambda row: row.resolution == "refund").ask_person = True
        values = self.assertVerdict("review", automatic=False)
        self.assertRegex(values["verdict_reason"], "this resolution needs a decision")
        self.line.resolution = "exchange"
        self.assertVerdict("eligible", automatic=True)

    def test_missing_photos_need_a_person(self):
        self._policy(condition_photos=True, decision="automatic")
        values = self.assertVerdict("review", automatic=False)
        self.assertRegex(values["verdict_reason"], "photos are missing; customer service decides")
        self.line.photo_ids = self.env["ir.attachment"].create({"name": "a.png", "raw": b"x"})
        self.assertVerdict("eligible", automatic=True)

    def test_amount_limit(self):
        line = self._line(3.0)
        policy = self._policy(decision="automatic", max_amount=300.0)
        self.assertVerdict("eligible", line, automatic=True)
        policy.max_amount = 299.99
        values = self.assertVerdict("review", line, automatic=False)
        self.assertRegex(values["verdict_reason"], "amount is above the limit")

    def test_limit_of_returns_in_twelve_months(self):
        self._policy(decision="automatic", max_returns=2)
        past = self._line() + self._line()
        self.assertVerdict("eligible", automatic=True)
        past[0].return_id.action_request()
        self.assertVerdict("eligible", automatic=True)
        past[1].return_id.action_request()
        values = self.assertVerdict("review", automatic=False)
        self.assertRegex(values["verdict_reason"], "returned often")
        past[1].return_id.date_requested -= relativedelta(months=12, days=1)
        self.assertVerdict("eligible", automatic=True)

    def test_limit_of_returns_counts_every_contact_but_not_itself(self):
        self._policy(decision="automatic", max_returns=2)
        self.line.return_id.action_request()
        colleague = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.customer.id}
        )
        past = self._line().return_id
        past.partner_id = colleague
        past.action_request()
        self.assertVerdict("eligible", automatic=True)
        self._line().return_id.action_request()
        self.assertVerdict("review", automatic=False)

    def test_limit_of_return_rate(self):
        policy = self._policy(decision="automatic", max_return_rate=50.0)
        past = self._line().return_id
        past.action_request()  # approved by the policy alone
        self.assertVerdict("eligible", automatic=True)
        self._receive(past)
        self.assertVerdict("eligible", automatic=True)  # one of two
        policy.max_return_rate = 49.0
        values = self.assertVerdict("review", automatic=False)
        self.assertRegex(values["verdict_reason"], "return rate is above the limit")


@tagged("post_install", "-at_install")
class TestPolicyEvaluation(PolicyCase):
    def test_queries_do_not_grow_with_the_lines(self):
        calendar = self.env["resource.calendar"].create({"name": "Weekdays"})
        self._policy(
            {"refund": 7, "exchange": 15}, calendar_id=calendar.id, statutory=True,
            excluded_tag_ids=self.tag.ids, max_returns=5, max_return_rate=50.0,
            decision="automatic",
        )
        self._policy({"refund": 30}, categ_ids=self.categ.ids, fee_fixed=2.0)
        self._exclusion(product_tag_ids=self.tag.ids)
        customers = self.env["res.partner"].create([{"name": f"Customer {n}"} for n in range(20)])
        lines = self.line.union(
            *(self._line(sale={"partner_id": customer.id}) for customer in customers)
        )
        counts = []
        for some in (self.line, lines):
            self.env.flush_all()
            self.Policy._evaluate(some)  # fill the caches of the registry
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.Policy._evaluate(some)), len(some))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 50)

    def test_nothing_is_written(self):
        self._policy()
        before = self.line.read()
        self.env.flush_all()
        self._verdict(day="2030-01-01")
        self.assertFalse(self.env.transaction.field_dirty)
        self.assertEqual(self.line.read(), before)

    def test_what_if_other_policies_were_in_force(self):
        self._policy()
        draft = self._policy({"refund": 30}, active=False)
        values = draft._evaluate(self.line, date(2026, 4, 4))[self.line]
        self.assertEqual((values["verdict"], values["policy_id"]), ("eligible", draft.id))
        self.assertVerdict("refused", day="2026-04-04")

    def test_no_lines(self):
        self.assertEqual(self.Policy._evaluate(self.line.browse()), {})

    def test_verdict_fits_the_line(self):
        """Every value but ``automatic`` is a field of the line."""
        self._policy(fee_percent=5.0)
        values = self._verdict()
        values.pop("automatic")
        self.assertLessEqual(set(values), set(self.line._fields))
        self.line.write(values)


@tagged("post_install", "-at_install")
class TestPolicyRecords(PolicyCase):
    def test_grant_needs_a_window(self):
        for windows in ({}, {"refund": 0}):
            with self.subTest(windows=windows), self.assertRaisesRegex(
                ValidationError, "Spring: a policy that grants returns needs a window"
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
            {"date_from": "2026-02-01", "date_to": "2026-01-01"},
            {"price_min": 2.0, "price_max": 1.0},
            {"season_from": "2026-01-01"},
            {"season_from": "2026-01-01", "season_to": "2026-02-01", "season_until": "2026-01-15"},
            {"max_returns": -1},
        ]:
            with self.subTest(vals=vals), self.assertRaises(CheckViolation), self.cr.savepoint():
                self._policy(**vals)
                self.env.flush_all()
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._policy().window_ids.create(
                {"policy_id": self.Policy.search([], limit=1).id, "resolution": "refund",
                 "window_days": 1}
            )

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

    def test_ready_policies(self):
        """Seven days without reason is on and works as the law says; the others wait."""
        names = [
            "cn_no_reason", "cn_quality", "shoes_clothing", "eu_withdrawal", "eu_conformity",
            "store_goodwill",
        ]
        policies = self.Policy.union(
            *(self.env.ref(f"after_sales_returns.policy_{name}") for name in names)
        )
        self.assertEqual(len(policies), 6)
        self.assertEqual(self.switched_on & policies, policies[0])
        self.assertTrue(all(policies.mapped("legal_source")))
        seven_days = policies[0]
        seven_days.calendar_id = False
        values = seven_days._evaluate(self.line, date(2026, 3, 12))[self.line]
        self.assertEqual(values["deadline"], date(2026, 3, 12))
        self.assertEqual(values["return_payer"], "customer")
        self.assertEqual(values["verdict"], "eligible")
        self.shirt.product_tag_ids = self.env.ref(
            "after_sales_returns.product_tag_made_to_order"
        )
        values = seven_days._evaluate(self.line, date(2026, 3, 12))[self.line]
        self.assertEqual(values["verdict"], "refused")
