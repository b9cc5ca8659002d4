from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .promise_common import START, PromiseCase


@tagged("post_install", "-at_install")
class TestPromiseFollowUp(PromiseCase):
    """Who is warned and told, and what lists and reports say."""

    # The scheduler ------------------------------------------------------------------------

    def test_responsible_is_warned_once_and_leader_told_once(self):
        order = self._requested()
        self._follow_up()
        self.assertFalse(order.activity_ids)
        self._pass(41)
        self._follow_up()
        self._follow_up()
        self.assertEqual(len(self._activities(order, self.clerk)), 1)
        self.assertFalse(self._activities(order, self.leader))
        self._pass(8)
        self._follow_up()
        self._follow_up()
        self.assertRecordValues(
            self._promise(order, "first_answer"),
            [
                {
                    "state": "breached",
                    "date_breached": START + timedelta(hours=48),
                    "date_warned": START + timedelta(hours=41),
                    "date_escalated": self.now,
                }
            ],
        )
        self.assertEqual(len(self._activities(order, self.clerk)), 1)
        self.assertIn("First answer is late", self._activities(order, self.leader).summary)
        self.assertTrue(order.promise_late)

    def test_what_is_done_needs_no_reminder(self):
        order = self._requested()
        self._pass(49)
        self._follow_up()
        self.assertTrue(order.activity_ids)
        order.action_approve()
        self.assertFalse(order.activity_ids)
        self.assertEqual(self._promise(order, "first_answer").on_time, 0)

    def test_paused_promises_rest(self):
        order = self._requested()
        order.action_await_customer()
        self._pass(100)
        self._follow_up()
        self.assertFalse(order.activity_ids)
        order.action_customer_answered()
        self._follow_up()
        self.assertEqual(self._promise(order, "decision").state, "open")

    def test_nobody_to_tell_breaks_all_the_same(self):
        self.team.user_id = False
        order = self._requested(user_id=False)
        self._pass(100)
        self._follow_up()
        self.assertEqual(set(order.promise_ids.mapped("state")), {"breached"})
        self.assertFalse(order.activity_ids)

    def test_a_run_leaves_what_another_run_holds(self):
        order = self._requested()
        self._pass(100)
        promises = self.registry["after.sales.promise"]
        with patch.object(promises, "try_lock_for_update", lambda self, **kwargs: self.browse()):
            self._follow_up()
        self.assertEqual(set(order.promise_ids.mapped("state")), {"open"})
        self.assertFalse(order.activity_ids)

    def test_one_that_fails_stops_no_other(self):
        orders = self._requested() | self._requested()
        self._pass(100)
        bad, promises = orders[0], self.registry["after.sales.promise"]
        words = promises._escalation_words

        def fail(self):
            if self.return_id == bad:
                raise ValueError("no words")
            return words(self)

        with (
            patch.object(promises, "_escalation_words", fail),
            mute_logger("odoo.addons.after_sales_returns.models.promise.after_sales_promise_cron"),
        ):
            self._follow_up()
        self.assertEqual(self._promise(bad, "decision").state, "open")
        self.assertEqual(self._promise(orders[1], "decision").state, "breached")
        self.assertTrue(bad.promise_late)

    # Views and counts ---------------------------------------------------------------------

    def test_late_filter_and_team_count_open_the_same(self):
        late, paused, soon = self._requested(), self._requested(), self._order()
        paused.action_await_customer()
        self._pass(60)
        soon.action_request()
        self.env.flush_all()
        returns = self.env["after.sales.return"]
        ours = [("id", "in", (late | paused | soon).ids)]
        self.assertEqual(returns.search([*ours, ("promise_late", "=", True)]), late)
        self.assertEqual(
            returns.search([*ours, ("promise_late", "=", False)]),
            (paused | soon).sorted("id", True),
        )
        action = self.team.action_view_promise_late()
        self.assertEqual(returns.search(action["domain"]), late)
        self.assertEqual(self.team.promise_late_count, 1)

    def test_kept_share_leaves_out_what_is_open(self):
        kept, broken, still = self._requested(), self._requested(), self._requested()
        kept.action_approve()
        self._pass(80)
        broken.action_approve()
        self.env.flush_all()
        ((_step, share, hours),) = self.env["after.sales.promise"]._read_group(
            [("return_id", "in", (kept | broken | still).ids), ("step", "=", "decision")],
            ["step"],
            ["on_time:avg", "hours_taken:avg"],
        )
        self.assertEqual((share, hours), (0.5, 40.0))

    def test_promise_opens_its_document(self):
        order = self._requested()
        action = order.promise_ids[0].action_view_document()
        self.assertEqual((action["res_model"], action["res_id"]), (order._name, order.id))
        self.assertIn(order.name, order.promise_ids[0].display_name)
