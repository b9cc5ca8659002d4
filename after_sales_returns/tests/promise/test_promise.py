# What people write is not translated.
# pylint: disable=translation-required
from datetime import timedelta

from odoo.tests import tagged

from .promise_common import START, PromiseCase


@tagged("post_install", "-at_install")
class TestPromise(PromiseCase):
    """What a return order promises, and how that is kept."""

    def test_request_promises_an_answer_and_a_decision(self):
        order = self._requested()
        self.assertRecordValues(
            order.promise_ids.sorted("due"),
            [
                {
                    "step": "first_answer",
                    "state": "open",
                    "date_start": START,
                    "due": START + timedelta(hours=48),
                    "user_id": self.clerk.id,
                    "warehouse_id": self.warehouse.id,
                },
                {
                    "step": "decision",
                    "state": "open",
                    "date_start": START,
                    "due": START + timedelta(hours=72),
                    "user_id": self.clerk.id,
                    "warehouse_id": self.warehouse.id,
                },
            ],
        )
        self.assertRecordValues(
            order,
            [{"promise_step": "first_answer", "promise_due": START + timedelta(hours=48)}],
        )

    def test_draft_promises_nothing(self):
        self.assertFalse(self._order().promise_ids)

    def test_message_of_staff_answers(self):
        order = self._requested()
        self._pass(5)
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        order.with_user(self.clerk).message_post(body="Only a note", message_type="comment")
        order.message_post(body="Hello?", author_id=self.customer.id, **comment)
        self.assertEqual(self._promise(order, "first_answer").state, "open")
        order.with_user(self.clerk).message_post(body="We look at it", **comment)
        self.assertRecordValues(
            self._promise(order, "first_answer"),
            [{"state": "met", "date_met": self.now, "hours_taken": 5, "on_time": 1}],
        )
        self.assertEqual(order.promise_step, "decision")

    def test_approval_answers_and_decides(self):
        order = self._requested()
        self._pass(3)
        order.action_approve()
        self.assertEqual(self._states(order), {"first_answer": "met", "decision": "met"})
        self.assertFalse(order.promise_due)

    def test_refusal_keeps_the_promise_of_a_decision(self):
        order = self._requested()
        self._pass(80)
        order.refusal_reason = "Worn."
        order.action_refuse()
        self.assertRecordValues(
            self._promise(order, "decision"),
            [
                {
                    "state": "met",
                    "date_met": self.now,
                    "date_breached": START + timedelta(hours=72),
                    "on_time": 0,
                }
            ],
        )

    def test_an_automatic_approval_is_an_answer_in_no_time(self):
        self.policy.decision = "automatic"
        order = self._requested()
        self.assertEqual(order.state, "approved")
        self.assertRecordValues(
            self._promise(order, "decision"),
            [{"state": "met", "date_met": START, "hours_taken": 0, "on_time": 1}],
        )

    def test_parcel_is_confirmed_sorted_and_settled(self):
        order = self._approved()
        self._pass(10)
        order.with_user(self.sorter).action_parcel_arrived()
        self.assertRecordValues(
            order,
            [{"promise_step": "receipt_confirmed", "promise_due": self.now + timedelta(hours=24)}],
        )
        self._pass(2)
        self._receive(order)
        self.assertRecordValues(
            self._promise(order, "receipt_confirmed"), [{"state": "met", "hours_taken": 2}]
        )
        self.assertRecordValues(
            order, [{"promise_step": "sorting", "promise_due": self.now + timedelta(hours=48)}]
        )
        self._pass(50)
        self._decide(order)
        self.assertRecordValues(
            self._promise(order, "sorting"),
            [{"state": "met", "hours_taken": 50, "on_time": 0}],
        )
        self.assertEqual(order.promise_step, "settlement")
        self._pass(1)
        order.action_settle()
        self.assertEqual(order.state, "closed")
        self.assertRecordValues(
            self._promise(order, "settlement"),
            [{"state": "met", "hours_taken": 1, "on_time": 1, "date_breached": False}],
        )
        self.assertFalse(order.promise_due)

    def test_a_second_parcel_is_promised_anew(self):
        order = self._approved()
        order.action_parcel_arrived()
        self._receive(order, quantity=1)
        self._decide(order)
        self._pass(24)
        order.action_parcel_arrived()
        self.assertEqual(self._promise(order, "receipt_confirmed").state, "open")
        self._pass(1)
        self._receive(order)
        sorting = order.promise_ids.filtered(lambda promise: promise.step == "sorting")
        self.assertRecordValues(
            sorting.sorted("id"),
            [{"state": "met", "date_start": START}, {"state": "open", "date_start": self.now}],
        )

    def test_two_parcels_in_one_transaction(self):
        order = self._approved()
        for _parcel in range(2):
            self._receive(order, quantity=1)
            self._decide(order)
            order.action_settle()
        self.assertEqual(order.state, "closed")
        self.assertEqual(set(order.promise_ids.mapped("state")), {"met"})

    def test_cancelled_credit_note_promises_settlement_anew(self):
        order = self._approved()
        self._receive(order, quantity=1)
        self._decide(order)
        order.action_settle()
        self.assertEqual(self._promise(order, "settlement").state, "met")
        self._pass(4)
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        self.assertRecordValues(
            self._promise(order, "settlement"), [{"state": "open", "date_start": self.now}]
        )

    def test_cancelled_disposition_is_to_be_sorted_again(self):
        order = self._received()
        parts = self._decide(order)
        self._pass(1)
        parts.action_cancel()
        self.assertRecordValues(
            self._promise(order, "sorting"), [{"state": "open", "date_start": self.now}]
        )

    def test_cancelling_drops_what_is_open(self):
        order = self._requested()
        order.action_cancel()
        self.assertEqual(set(order.promise_ids.mapped("state")), {"cancelled"})
        self._pass(1)
        order.action_reset()
        self.assertFalse(order.promise_due)
        order.action_request()
        self.assertRecordValues(
            self._promise(order, "decision"), [{"state": "open", "date_start": self.now}]
        )

    def test_what_was_broken_and_dropped_stays_broken(self):
        order = self._requested()
        self._pass(100)
        order.action_cancel()
        self.assertRecordValues(
            self._promise(order, "decision"),
            [{"state": "cancelled", "date_breached": START + timedelta(hours=72), "on_time": 0}],
        )

    def test_synchronising_again_changes_nothing(self):
        orders = self._requested() | self._approved() | self._received()
        self._decide(orders[2])
        before = orders.promise_ids.read()
        orders._sync_promises()
        self._pass(1)
        orders._sync_promises()
        for own, other in zip(before, orders.promise_ids.read(), strict=True):
            own.pop("write_date"), other.pop("write_date")
            self.assertEqual(own, other)

    # Arrival ------------------------------------------------------------------------------

    def test_a_new_return_has_no_parcel_yet(self):
        with self.assertRefused("awaits no parcel"):
            self._order(date_arrived=self.now)

    def test_arrival_is_noted_on_approved_returns_only(self):
        order = self._requested()
        with self.assertRefused(f"{order.name} awaits no parcel"):
            order.action_parcel_arrived()
        order.action_approve()
        with self.assertRefused("in the future"):
            order.date_arrived = self.now + timedelta(hours=1)
        order.with_user(self.clerk).date_arrived = self.now - timedelta(hours=3)
        self.assertEqual(order.promise_due, self.now + timedelta(hours=21))

    # Waiting for the customer -------------------------------------------------------------

    def test_waiting_moves_the_due_time(self):
        order = self._requested()
        self._pass(10)
        order.with_user(self.clerk).action_await_customer()
        self.assertEqual(set(order.promise_ids.mapped("state")), {"paused"})
        self.assertFalse(order.promise_due)
        self._pass(30)
        order.with_user(self.clerk).action_customer_answered()
        self.assertRecordValues(
            self._promise(order, "decision"),
            [{"state": "open", "paused_hours": 30, "due": START + timedelta(hours=102)}],
        )
        self._pass(50)
        order.action_approve()
        self.assertRecordValues(
            self._promise(order, "decision"), [{"hours_taken": 60, "on_time": 1}]
        )

    def test_message_of_the_customer_ends_the_waiting(self):
        order = self._requested()
        order.action_await_customer()
        self._pass(6)
        order.message_post(
            body="It is the left one.",
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(order.awaiting_customer)
        self.assertEqual(self._promise(order, "decision").due, START + timedelta(hours=78))

    def test_waiting_does_not_heal_what_was_broken(self):
        order = self._requested()
        self._pass(80)
        order.action_await_customer()
        self._pass(10)
        order.action_customer_answered()
        self.assertRecordValues(
            self._promise(order, "decision"),
            [{"state": "breached", "due": START + timedelta(hours=72), "on_time": 0}],
        )
        self.assertTrue(order.promise_late)

    def test_decision_while_waiting_counts_until_then(self):
        order = self._requested()
        self._pass(70)
        order.action_await_customer()
        self._pass(20)
        order.action_approve()
        self.assertRecordValues(
            self._promise(order, "decision"),
            [{"hours_taken": 70, "on_time": 1, "paused_since": False}],
        )

    def test_a_draft_waits_for_nobody(self):
        with self.assertRefused("nothing is promised"):
            self._order().action_await_customer()
