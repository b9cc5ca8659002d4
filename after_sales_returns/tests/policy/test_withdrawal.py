from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import WithdrawalCase


@tagged("post_install", "-at_install")
class TestWithdrawal(WithdrawalCase):
    def test_line_knows_that_the_law_grants_it(self):
        self.assertVerdict("eligible", statutory_policy_id=self.law.id)
        self.assertVerdict("refused", day="2026-03-20", statutory_policy_id=False)

    def test_promise_that_is_better_leaves_it(self):
        goodwill = self._policy({"refund": 30}, name="Goodwill", return_payer="company")
        self.assertVerdict("eligible", policy_id=goodwill.id, statutory_policy_id=self.law.id)
        self.assertVerdict("eligible", day="2026-03-20", statutory_policy_id=False)

    def test_it_goes_before_other_rights(self):
        self._policy({"refund": 700}, name="Conformity", statutory=True, reason_kind="fault")
        self.line.write({"reason_id": self.fault.id, "resolution": "refund"})
        self.assertVerdict("eligible", statutory_policy_id=self.law.id)

    def test_policy_of_withdrawal_gives_all_back(self):
        for vals in (
            {"refund_percent": 90.0},
            {"fee_percent": 10.0},
            {"fee_fixed": 5.0},
            {"statutory": False},
        ):
            with self.subTest(vals=vals), self.assertRefused("refunds all", ValidationError):
                self.law.write(vals)

    def test_all_is_paid_back(self):
        part = self._came()
        part.grade_id = self.grade_a
        part.action_decide()
        part.return_id.action_settle()
        self.assertEqual(part.amount_credited, 100.0)

    def test_no_restocking_fee_by_hand(self):
        part = self._came()
        part.write({"grade_id": self.grade_a.id, "fee": 10.0})
        part.action_decide()
        for user in (self.clerk, self.manager):
            with (
                self.subTest(user=user.login),
                self.assertRefused(
                    r"no restocking fee is withheld from a withdrawal \(CRD Art. 14\(2\)\)"
                ),
            ):
                part.with_user(user).action_settle()

    def test_less_needs_reason_and_evidence(self):
        part = self._came()
        part.write({"grade_id": self.grade_c.id, "refund_percent": 70.0})
        part.action_decide()
        words = r"the customer withdrew and gets all back \(CRD Art. 14\(2\)\)"
        for vals in (
            {},
            {"reduction_reason": "Stained"},
            {"reduction_reason": " ", "reduction_evidence_ids": self._evidence()},
        ):
            with self.subTest(vals=vals), self.assertRefused(words):
                part.write(vals)
                part.with_user(self.manager).action_settle()
        part.write({"reduction_reason": "Stained", "reduction_evidence_ids": self._evidence()})
        part.with_user(self.clerk).action_settle()
        self.assertEqual(part.amount_credited, 70.0)

    def test_who_keeps_the_goods_for_less_does_not_withdraw(self):
        order = self._create_return(
            self._sell((self.shirt, 1)), transport="keep", line_vals={"resolution": "refund"}
        )
        self._approve(order)
        part = order.action_sort()
        part.refund_percent = 40.0
        part.action_decide()
        part.with_user(self.clerk).action_settle()
        self.assertEqual(part.amount_credited, 40.0)

    def test_policy_that_pays_alone_waits_for_the_reason(self):
        """The bench is not stopped: somebody is told to settle it by hand."""
        self.law.decision = "automatic"
        part = self._came()
        self.assertTrue(part.line_id.automatic)
        part.write({"grade_id": self.grade_c.id, "refund_percent": 70.0})
        part.action_decide()
        self.assertEqual(part.state, "decided")
        self.assertIn("withdrew and gets all back", part.return_id.activity_ids.note)

    def test_giving_nothing_needs_them_too(self):
        part = self._came()
        part.write({"route": "send_back"})
        with self.assertRefused("withdrew and gets all back"):
            part.with_user(self.sorter).action_decide()
        part.write({"reduction_reason": "Worn out", "reduction_evidence_ids": self._evidence()})
        part.with_user(self.sorter).action_decide()

    def test_a_promise_of_the_seller_may_withhold(self):
        self.law.active = False
        self._policy({"refund": 30}, name="Goodwill", fee_percent=10.0)
        part = self._came()
        part.write({"grade_id": self.grade_c.id, "refund_percent": 70.0})
        part.action_decide()
        part.with_user(self.manager).action_settle()
        self.assertEqual(part.amount_credited, 60.0)

    def test_copy_of_a_disposition_brings_no_evidence(self):
        part = self._came()
        part.reduction_evidence_ids = self._evidence()
        self.assertFalse(part.copy().reduction_evidence_ids)
