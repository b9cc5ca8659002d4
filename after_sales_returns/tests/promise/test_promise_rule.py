from datetime import datetime, timedelta

from odoo.tests import tagged

from .promise_common import START, PromiseCase


@tagged("post_install", "-at_install")
class TestPromiseRule(PromiseCase):
    """Which rule counts, and how its hours are counted."""

    # Working hours ------------------------------------------------------------------------

    def test_working_hours_skip_the_weekend(self):
        calendar = self._work_week()
        self._rule(hours=8, calendar_id=calendar.id, warn_hours=2)
        order = self._requested()
        promise = self._promise(order, "decision")
        # Friday noon: five hours until 17:00, three more on Monday.
        self.assertEqual(promise.due, datetime(2026, 3, 9, 12))
        self.assertEqual(promise.due, calendar.plan_hours(8, START, compute_leaves=True))
        self.assertEqual(promise.date_check, datetime(2026, 3, 9, 10))
        self._pass(1)
        order.action_await_customer()
        self._pass(68)  # until Monday 9:00: four hours of work
        order.action_customer_answered()
        self.assertRecordValues(
            promise, [{"paused_hours": 4, "due": datetime(2026, 3, 9, 16), "state": "open"}]
        )
        self._pass(2)
        order.action_approve()
        self.assertRecordValues(promise, [{"hours_taken": 3, "on_time": 1}])

    def test_holidays_do_not_count(self):
        calendar = self._work_week()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": datetime(2026, 3, 9),
                "date_to": datetime(2026, 3, 9, 23, 59),
            }
        )
        self._rule(hours=8, calendar_id=calendar.id, warn_hours=0)
        self.assertEqual(
            self._promise(self._requested(), "decision").due, datetime(2026, 3, 10, 12)
        )

    # Rules --------------------------------------------------------------------------------

    def test_first_rule_that_matches_counts(self):
        tag = self.env["res.partner.category"].create({"name": "Gold"})
        rules = {
            "team": self._rule(team_id=self.team.id, hours=10),
            "channel": self._rule(channel="chat", hours=11),
            "tag": self._rule(partner_category_ids=tag.ids, hours=12),
            "priority": self._rule(priority="1", hours=13),
        }
        gold = self.env["res.partner"].create({"name": "Gina", "category_id": tag.ids})
        child = self.env["res.partner"].create({"name": "Ida", "parent_id": gold.id})
        none = {"team_id": False, "user_id": False}
        cases = [
            ({}, "team"),
            ({**none, "channel": "chat"}, "channel"),
            ({"channel": "chat"}, "team"),
            ({**none, "priority": "1"}, "priority"),
            (none, None),
        ]
        general = self.env.ref("after_sales_returns.promise_rule_decision")
        for vals, name in cases:
            with self.subTest(vals=vals):
                order = self._requested(**vals)
                self.assertEqual(
                    self._promise(order, "decision").rule_id, rules[name] if name else general
                )
        scope = {**self._order(**none)._promise_scope(), "partner_id": child}
        self.assertEqual(
            self.rules._search_rules(self.company)._first_match("decision", scope), rules["tag"]
        )

    def test_no_rule_no_promise(self):
        self.rules.search([("step", "=", "decision")]).active = False
        self.assertEqual(set(self._states(self._requested())), {"first_answer"})

    def test_changes_of_the_rules_count_at_once(self):
        """Rules are kept in memory; whatever changes them is seen by the next return."""
        general = self._promise(self._requested(), "decision").rule_id
        policy = self.env["after.sales.policy"].create(
            {"name": "Owed", "effect": "exclusion", "active": False}
        )
        rule = self._rule(hours=7, warn_hours=0, sequence=1)
        self.assertEqual(self._promise(self._requested(), "decision").rule_id, rule)
        rule.partner_category_ids = self.env["res.partner.category"].create({"name": "Gold"})
        self.assertEqual(self._promise(self._requested(), "decision").rule_id, general)
        rule.partner_category_ids.unlink()
        self.assertEqual(self._promise(self._requested(), "decision").rule_id, rule)
        rule.sequence = 1000
        self.assertEqual(self._promise(self._requested(), "decision").rule_id, general)
        rule.write({"sequence": 1, "policy_id": policy.id})
        policy.unlink()
        self.assertEqual(self._promise(self._requested(), "decision").rule_id, general)

    def test_rules_of_other_companies_do_not_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self._rule(company_id=other.id, hours=1, warn_hours=0)
        self.assertEqual(self._promise(self._requested(), "decision").hours, 72)

    def test_changed_rule_keeps_what_was_promised(self):
        order = self._requested()
        self._promise(order, "decision").rule_id.hours = 200
        order._sync_promises()
        self.assertEqual(self._promise(order, "decision").due, START + timedelta(hours=72))
