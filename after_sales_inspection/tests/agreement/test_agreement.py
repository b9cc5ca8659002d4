from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import InspectionCommon

RANDOM = "odoo.addons.after_sales_inspection.models.agreement.after_sales_inspection.random.random"


@tagged("post_install", "-at_install")
class TestAgreement(InspectionCommon):
    """Some inspections are given again, blind, to another inspector."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_people()
        cls.company.after_sales_recheck_percent = 10.0

    def _inspected(self, drawn=True, user=None, **answers):
        inspection = self._create_inspection().with_user(user or self.inspector)
        self._answer(inspection, **answers)
        with patch(RANDOM, return_value=0.05 if drawn else 0.5):
            inspection.action_finish()
        return inspection.sudo()

    def _again(self, inspection):
        return self.env["after.sales.inspection"].search([("original_id", "=", inspection.id)])

    def _inspect_again(self, inspection, **answers):
        again = self._again(inspection).with_user(self.sorter)
        self._answer(again, **answers)
        again.action_finish()
        return self.env["after.sales.agreement"].search([("recheck_id", "=", again.id)])

    def test_share_is_given_again(self):
        again = self._again(self._inspected())
        self.assertRecordValues(
            again,
            [
                {
                    "is_recheck": True,
                    "state": "to_do",
                    "product_id": self.shoe.id,
                    "user_id": False,
                    "grade_id": False,
                }
            ],
        )
        self.assertFalse(self._again(self._inspected(drawn=False)))

    def test_what_is_given_again_is_not_given_a_third_time(self):
        with patch(RANDOM, return_value=0.05):
            agreement = self._inspect_again(self._inspected())
        self.assertFalse(self._again(agreement.recheck_id))

    def test_unusual_grades_are_given_again(self):
        for _number in range(20):
            self._inspected(drawn=False)
        self.assertTrue(self._again(self._inspected(drawn=False, sole="fail")))
        self.assertFalse(self._again(self._inspected(drawn=False)))

    def test_same_inspector_does_not_look_again(self):
        again = self._again(self._inspected()).with_user(self.inspector)
        with self.assertRefused("leave it to a colleague"):
            again.action_start()

    def test_inspector_does_not_see_what_was_found_first(self):
        again = self._again(self._inspected()).with_user(self.sorter)
        with self.assertRaises(AccessError):
            again.read(["original_id"])

    def test_two_agree(self):
        agreement = self._inspect_again(self._inspected())
        self.assertRecordValues(
            agreement, [{"state": "agreed", "same_grade": True, "agreed_percent": 100.0}]
        )

    def test_two_differ_and_the_lead_decides(self):
        first = self._inspected()
        agreement = self._inspect_again(first, sole="fail")
        self.assertRecordValues(agreement, [{"state": "to_decide", "same_grade": False}])
        self.assertAlmostEqual(agreement.agreed_percent, 83.33)
        self.assertTrue(agreement.activity_ids)
        mine = agreement.with_user(self.lead)
        with self.assertRefused("say who was right"):
            mine.action_decide()
        mine.write({"truth": "second", "training_note": "Press at the toe."})
        mine.action_decide()
        self.assertRecordValues(agreement, [{"state": "decided", "decided_by_id": self.lead.id}])
        self.assertFalse(agreement.activity_ids)

    def test_what_was_decided_stands(self):
        agreement = self._inspect_again(self._inspected(), sole="fail").with_user(self.lead)
        agreement.write({"truth": "second", "training_note": "Press at the toe."})
        agreement.action_decide()
        for vals in ({"truth": "first"}, {"training_note": "Press at the heel."}):
            with self.subTest(vals), self.assertRefused("is Decided"):
                agreement.write(vals)
        self.assertRecordValues(
            agreement, [{"truth": "second", "training_note": "Press at the toe."}]
        )

    def test_nobody_was_right_where_two_agree(self):
        agreement = self._inspect_again(self._inspected()).with_user(self.lead)
        with self.assertRefused("is Agreed"):
            agreement.truth = "first"

    def test_who_inspected_does_not_decide(self):
        agreement = self._inspect_again(self._inspected(user=self.lead), sole="fail")
        mine = agreement.with_user(self.lead)
        with self.assertRefused("ask another quality lead"):
            mine.truth = "first"
        agreement.write({"truth": "first", "training_note": "Press at the toe."})
        with self.assertRefused("ask another quality lead"):
            mine.action_decide()
        self.assertNotEqual(agreement.activity_ids.user_id, self.lead)

    def test_what_two_inspectors_said_is_not_written(self):
        agreement = self._inspect_again(self._inspected(), sole="fail").with_user(self.lead)
        other = self._inspected(drawn=False)
        for vals in (
            {"inspector_id": self.lead.id},
            {"second_grade_id": self.grade_a.id},
            {"original_id": other.id},
            {"product_id": self.shirt.id},
            {"state": "agreed"},
        ):
            with self.subTest(vals), self.assertRefused("is not written by hand"):
                agreement.write(vals)

    def test_first_inspector_has_no_hand_in_the_second(self):
        again = self._again(self._inspected()).with_user(self.sorter)
        self._answer(again)
        mine = again.with_user(self.inspector)
        with self.assertRefused("leave it to a colleague"):
            mine.save_answer(self._item("Sole").id, "fail")
        with self.assertRefused("leave it to a colleague"):
            mine.action_finish()
        again.user_id = self.inspector
        with self.assertRefused("leave it to a colleague"):
            again.action_finish()

    def test_goods_are_not_graded_by_the_second(self):
        part = self._to_sort()
        first = self._create_inspection(disposition_id=part.id).with_user(self.inspector)
        self._answer(first)
        with patch(RANDOM, return_value=0.05):
            first.action_finish()
        self._inspect_again(first, sole="fail")
        self.assertEqual(part.grade_id, self.grade_a)

    def test_inspectors_read_no_agreements(self):
        agreement = self._inspect_again(self._inspected())
        for user in (self.inspector, self.clerk):
            with self.subTest(user.login), self.assertRaises(AccessError):
                agreement.with_user(user).read(["truth"])

    def test_analysis_has_the_interval_of_wilson(self):
        for number in range(10):
            answers = {"sole": "fail"} if number == 0 else {}
            self._inspect_again(self._inspected(), **answers)
        self.env.flush_all()
        report = self.env["after.sales.agreement.report"].with_user(self.lead)
        row = report.search([("kind", "=", "inspector"), ("inspector_id", "=", self.inspector.id)])
        self.assertRecordValues(row, [{"pair_count": 10, "agreed_count": 9}])
        # 9 of 10, by the table of Newcombe (1998): 59.6 % to 98.2 %
        self.assertAlmostEqual(row.lower_percent, 59.6, places=1)
        self.assertAlmostEqual(row.upper_percent, 98.2, places=1)
        items = report.search([("item_id", "in", self.checklist.item_ids.ids)])
        self.assertEqual(sum(items.mapped("agreed_count")), 59)
