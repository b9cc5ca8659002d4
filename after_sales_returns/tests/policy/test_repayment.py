from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WithdrawalCase


class RepaymentCase(WithdrawalCase):
    """Withdrawn at noon in Shanghai on Thursday, 5 March 2026: the fourteenth day is Thursday
    the 19th."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.promise.rule"].search([]).active = False
        cls.law.write({"repayment_from": "withdrawal", "settle_at": "transit"})
        cls.rule = cls.env["after.sales.promise.rule"].create(
            {"name": "Money back", "step": "repayment", "days": 14, "policy_id": cls.law.id}
        )
        cls.sale = cls._sell((cls.shirt, 2), pay=True)

    def _withdrawn(self, **vals):
        """:return: an approved withdrawal of two shirts"""
        order = self._create_return(self.sale, **vals)
        order.action_request()
        if order.state == "requested":
            order.action_approve()
        return order

    def _at(self, moment):
        self.env.flush_all()
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _promise(self, order):
        return order.promise_ids.filtered(lambda one: one.step == "repayment").sorted("id")[-1:]

    def _proof(self):
        return [Command.create({"name": "receipt.pdf", "raw": b"%PDF-1.4"})]


@tagged("post_install", "-at_install")
class TestRepaymentPromise(RepaymentCase):
    def assertPromise(self, order, state, due=None, **vals):
        expected = {"state": state, **vals}
        if due:
            expected["due"] = datetime.fromisoformat(f"{due} 15:59:59")  # midnight in Shanghai
        self.assertRecordValues(self._promise(order), [expected])

    def test_promised_from_the_day_of_the_withdrawal(self):
        order = self._withdrawn()
        self.assertPromise(order, "paused", "2026-03-19", hours=336.0, days=14)

    def test_only_of_what_the_law_has_paid_back(self):
        self.law.repayment_from = False
        self.assertFalse(self._promise(self._withdrawn()))
        self.law.repayment_from = "withdrawal"
        self._policy({"refund": 60}, name="Goodwill", return_payer="company")
        self.sale = self._sell((self.shirt, 2), pay=True)
        with freeze_time("2026-03-25 04:00:00"):
            self.assertFalse(self._promise(self._withdrawn()))

    def test_an_exchange_owes_no_money(self):
        order = self._withdrawn(line_vals={"resolution": "exchange"})
        self.assertTrue(order.line_ids.statutory_policy_id)
        self.assertFalse(self._promise(order))

    def test_withheld_until_the_goods_are_here(self):
        order = self._withdrawn()
        self._at("2026-03-10 04:00:00")
        self.law.settle_at = "sorting"
        order.line_ids.sudo().settle_at = "sorting"
        self._receive(order)
        self.assertPromise(order, "open", "2026-03-19")

    def test_withheld_until_the_proof_of_sending(self):
        order = self._withdrawn()
        order.line_ids.sudo().settle_at = "sorting"
        self._at("2026-03-10 04:00:00")
        order.sending_proof_ids = self._proof()
        self.assertPromise(order, "open", "2026-03-19")

    def test_half_of_the_goods_does_not_end_it(self):
        order = self._withdrawn()
        order.line_ids.sudo().settle_at = "sorting"
        self._receive(order, quantity=1)
        self.assertPromise(order, "paused")
        self._receive(order)
        self.assertPromise(order, "open")

    def test_proof_after_the_fourteen_days_makes_it_due_that_day(self):
        """Nothing was broken meanwhile: the money might be withheld."""
        order = self._withdrawn()
        order.line_ids.sudo().settle_at = "sorting"
        self._at("2026-03-24 04:00:00")
        order._sync_promises()
        self.assertPromise(order, "paused", date_breached=False)
        order.carrier_tracking_ref = "SF-1"
        self.assertPromise(order, "open", "2026-03-24")

    def test_nothing_is_withheld_where_we_collect(self):
        order = self._withdrawn(transport="pickup")
        self.assertPromise(order, "open", "2026-03-19")

    def test_question_to_the_customer_does_not_stop_it(self):
        order = self._withdrawn(transport="pickup")
        order.action_await_customer()
        self.assertPromise(order, "open", "2026-03-19")

    def test_kept_when_the_money_is_back(self):
        """The credit note settles the return, the payment ends the promise."""
        order = self._withdrawn()
        self._at("2026-03-10 04:00:00")
        order.sending_proof_ids = self._proof()
        note = order.refund_ids
        self.assertEqual(note.amount_residual, 220.0)
        self.assertPromise(order, "open", "2026-03-19")
        self._receive(order)
        self._decide(order)
        self.assertEqual(order.state, "closed")
        self.assertPromise(order, "open", "2026-03-19")
        self._at("2026-03-12 04:00:00")
        self._pay(note)
        self.assertPromise(order, "met", date_met=datetime(2026, 3, 12, 4), on_time=1)

    def test_late_money_broke_it(self):
        order = self._withdrawn()
        order.sending_proof_ids = self._proof()
        self._at("2026-03-19 16:00:01")
        self._pay(order.refund_ids)
        self.assertPromise(order, "met", on_time=0)

    def test_what_was_not_paid_yet_owes_no_money(self):
        """The credit note lowers what the customer owes: that gives it back."""
        self.sale = self._sell((self.shirt, 2))
        order = self._withdrawn()
        order.sending_proof_ids = self._proof()
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertPromise(order, "met", on_time=1)

    def test_refused_and_closed_short_owe_nothing(self):
        order = self._create_return(self.sale)
        order.action_request()
        order.refusal_reason = "Not ours."
        order.action_refuse()
        self.assertPromise(order, "cancelled")
        self.sale = self._sell((self.shirt, 2), pay=True)
        order = self._withdrawn()
        order.action_close()
        self.assertPromise(order, "cancelled")

    def test_china_counts_from_the_receipt(self):
        self.law.write({"repayment_from": "receipt", "settle_at": "sorting"})
        self.rule.days = 7
        order = self._withdrawn()
        self.assertFalse(self._promise(order))
        self._at("2026-03-10 04:00:00")
        self._receive(order)
        self.assertPromise(order, "open", "2026-03-17")

    def test_last_day_off_runs_on(self):
        """Regulation 1182/71 Art. 3(4): the fourteenth day is Saturday, 21 March; a holiday on
        Monday makes it Tuesday."""
        calendar = self.env["resource.calendar"].create({"name": "Week", "tz": "Asia/Shanghai"})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-22 16:00:00",
                "date_to": "2026-03-23 15:59:59",
            }
        )
        self.rule.calendar_id = calendar
        with freeze_time("2026-03-07 04:00:00"):
            order = self._withdrawn()
        self.assertPromise(order, "paused", "2026-03-24", hours=336.0)

    def test_days_are_those_of_the_customer(self):
        """Withdrawn on the evening of the 5th in Los Angeles, when it is the 6th in UTC."""
        self.customer.tz = "America/Los_Angeles"
        with freeze_time("2026-03-06 03:00:00"):
            order = self._withdrawn()
        # The 19th ends at seven in the morning of the 20th: summer time began on the 8th.
        self.assertEqual(self._promise(order).due, datetime(2026, 3, 20, 6, 59, 59))

    def test_ready_rules(self):
        for name, days, policy in (
            ("eu", 14, "eu_withdrawal"),
            ("cn", 7, "cn_no_reason"),
        ):
            rule = self.env.ref(f"after_sales_returns.promise_rule_repayment_{name}")
            law = self.env.ref(f"after_sales_returns.policy_{policy}")
            with self.subTest(rule=rule.name):
                self.assertRecordValues(rule, [{"days": days, "policy_id": law.id}])
                self.assertTrue(rule.calendar_id and rule.source_id and law.withdrawal)
        self.assertEqual(
            self.env.ref("after_sales_returns.policy_eu_withdrawal").settle_at, "transit"
        )


@tagged("post_install", "-at_install")
class TestProofOfSending(RepaymentCase):
    """What the policy pays once the goods are on their way."""

    def test_receipt_of_the_carrier_pays(self):
        order = self._withdrawn()
        self.assertFalse(order.refund_ids)
        order.with_user(self.clerk).sending_proof_ids = self._proof()
        self.assertEqual(order.refund_ids.amount_total, 220.0)
        self.assertEqual(order.date_sent, datetime(2026, 3, 5, 4))
        proof = order.sending_proof_ids
        self.assertEqual((proof.res_model, proof.res_id), (order._name, order.id))

    def test_tracking_reference_pays(self):
        order = self._withdrawn()
        order.with_user(self.clerk).carrier_tracking_ref = "SF-1"
        self.assertEqual(order.refund_ids.amount_total, 220.0)

    def test_both_pay_once(self):
        order = self._withdrawn()
        order.carrier_tracking_ref = "SF-1"
        order.sending_proof_ids = self._proof()
        self._receive(order)
        self._decide(order)
        self.assertEqual(order.refund_ids.amount_total, 220.0)
        self.assertEqual(order.state, "closed")

    def test_proof_before_the_approval_pays_with_it(self):
        order = self._create_return(self.sale, carrier_tracking_ref="SF-1")
        order.action_request()
        self.assertFalse(order.refund_ids)
        order.action_approve()
        self.assertEqual(order.refund_ids.amount_total, 220.0)

    def test_goods_that_come_without_a_proof_are_paid_when_they_come(self):
        order = self._withdrawn()
        self._receive(order)
        self.assertEqual(order.refund_ids.amount_total, 220.0)

    def test_what_the_policy_pays_later_waits(self):
        self.law.settle_at = "sorting"
        order = self._withdrawn()
        order.sending_proof_ids = self._proof()
        self.assertFalse(order.refund_ids)

    def test_nobody_writes_when_it_was_proven(self):
        order = self._withdrawn()
        with self.assertRefused("is not written by hand"):
            order.with_user(self.clerk).date_sent = "2026-03-01 04:00:00"

    def test_copy_has_no_proof(self):
        order = self._withdrawn()
        order.write({"sending_proof_ids": self._proof(), "carrier_tracking_ref": "SF-1"})
        copy = order.copy()
        self.assertFalse(copy.sending_proof_ids or copy.date_sent or copy.carrier_tracking_ref)

    # Paid by hand before they come ------------------------------------------------------------

    def test_collected_goods_may_be_paid_at_once(self):
        order = self._withdrawn(transport="pickup")
        self.assertFalse(order.refund_ids)
        order.with_user(self.clerk).action_pay_withdrawal()
        self.assertEqual(order.refund_ids.amount_total, 220.0)
        with self.assertRefused("no withdrawal waits"):
            order.with_user(self.clerk).action_pay_withdrawal()

    def test_what_may_be_withheld_is_not_paid_by_hand(self):
        order = self._withdrawn()
        with self.assertRefused("nothing proves that they were sent"):
            order.with_user(self.clerk).action_pay_withdrawal()

    def test_promise_of_the_seller_is_not_paid_ahead_by_hand(self):
        self.law.active = False
        self._policy({"refund": 30}, name="Goodwill")
        order = self._withdrawn(transport="pickup")
        with self.assertRefused("no withdrawal waits"):
            order.with_user(self.clerk).action_pay_withdrawal()

    def test_the_button_stands_on_withdrawals_alone(self):
        """Also where the money may be withheld: pressed there, it says what is missing."""
        self.assertTrue(self._withdrawn().with_user(self.store_user).is_withdrawal)
        self.sale = self._sell((self.shirt, 2), pay=True)
        exchange = self._withdrawn(line_vals={"resolution": "exchange"})
        self.assertFalse(exchange.is_withdrawal)

    def test_who_may(self):
        order = self._withdrawn(transport="pickup")
        for user in (self.picker, self.sorter):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                order.with_user(user).action_pay_withdrawal()
        self.assertFalse(order.refund_ids)
