from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicyPrecedence(PolicyCase):
    def test_exclusion_wins_over_grant(self):
        self._policy()
        exclusion = self._exclusion(categ_ids=self.categ.ids)
        values = self.assertVerdict("refused", policy_id=exclusion.id, deadline=False)
        self.assertRegex(values["verdict_reason"], "“No shirts”: Shirt is excluded from return")

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
            {"refund": 14},
            name="Law",
            statutory=True,
            refund_percent=95.0,
            return_payer="company",
            settle_at="receipt",
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
        self.assertRegex(values["verdict_reason"], "Goodwill.*03/19/2026.*not worse than “Law”")

    def test_law_that_needs_a_decision_does_not_lengthen_a_grant(self):
        self._policy({"refund": 30}, name="Law", statutory=True, decision="person")
        goodwill = self._policy(name="Goodwill")
        self.assertVerdict("eligible", policy_id=goodwill.id, deadline=date(2026, 3, 12))
        self.assertVerdict("review", day="2026-03-13", deadline=date(2026, 4, 4))

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
    def test_scope_is_known_anew_once_it_changes(self):
        other = self.env["product.tag"].create({"name": "Gone soon"})
        policy = self._policy(product_tag_ids=other.ids)
        self.assertVerdict("review")
        self.shirt.product_tag_ids = self.tag
        policy.product_tag_ids = self.tag
        self.assertVerdict("eligible", policy_id=policy.id)
        policy.product_tag_ids = other
        self.assertVerdict("review")
        other.unlink()  # it names none any more
        self.assertVerdict("eligible", policy_id=policy.id)

    def test_scope_is_known_anew_though_a_verdict_was_awaited(self):
        """What waits to be written is, before anything is deleted: the verdict asks once more."""
        other = self.env["product.tag"].create({"name": "Gone soon"})
        policy = self._policy(product_tag_ids=other.ids)
        never = self._policy(product_tag_ids=self.tag.ids)
        self.line.reason_id = self.fault
        never.unlink()
        self.assertVerdict("review")
        self.line.reason_id = self.no_fault
        other.unlink()
        self.assertVerdict("eligible", policy_id=policy.id)

    def test_queries_do_not_grow_with_the_lines(self):
        calendar = self.env["resource.calendar"].create({"name": "Weekdays"})
        self._policy(
            {"refund": 7, "exchange": 15},
            calendar_id=calendar.id,
            statutory=True,
            excluded_tag_ids=self.tag.ids,
            max_returns=5,
            max_return_rate=50.0,
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

    def test_store_staff_sees_the_same_verdict(self):
        """Who may not read deliveries and invoices is told the same."""
        self._create_users()
        self._policy(decision="automatic", max_return_rate=50.0, trigger="invoice")
        line = self.line.with_user(self.store_user)
        policies = self.Policy.with_user(self.store_user)
        self.assertEqual(policies._evaluate(line)[line], self._verdict())

    def test_verdict_fits_the_line(self):
        """Every value but ``automatic`` is a field of the line."""
        self._policy(fee_percent=5.0)
        values = self._verdict()
        values.pop("automatic")
        self.assertLessEqual(set(values), set(self.line._fields))
        self.line.write(values)
