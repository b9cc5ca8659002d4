from odoo.tests import tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestInspectionOutcome(InspectionCommon):
    """Result, score, and what a rule proposes."""

    def _inspected(self, **answers):
        inspection = self._create_inspection()
        self._answer(inspection, **answers)
        return inspection

    def test_all_passed(self):
        inspection = self._inspected()
        self.assertRecordValues(
            inspection,
            [
                {
                    "result": "pass",
                    "score": 100.0,
                    "severity": False,
                    "grade_id": self.grade_a.id,
                    "route": self.grade_a.route,
                }
            ],
        )

    def test_critical_defect(self):
        inspection = self._inspected(sole="fail")
        self.assertRecordValues(
            inspection,
            [
                {
                    "result": "fail",
                    "score": 80.0,
                    "severity": "critical",
                    "failed_count": 1,
                    "grade_id": self.grade_c.id,
                    "route": "vendor",
                }
            ],
        )
        self.assertIn("Critical: Sole open →", inspection.proposal)
        self.assertEqual(inspection.answer_ids.defect_id, self.sole_open)

    def test_each_kind_of_item_fails(self):
        for name, value, severity in (
            ("shaft", "fail", "major"),
            ("wear", self._choice("Heavy").id, "major"),
            ("gap", 2.5, "major"),
            ("stains", 2, "minor"),
        ):
            with self.subTest(name):
                inspection = self._inspected(**{name: value})
                self.assertRecordValues(
                    inspection, [{"result": "fail", "severity": severity, "score": 80.0}]
                )

    def test_limits_themselves_pass(self):
        inspection = self._inspected(gap=2.0, stains=1)
        self.assertEqual(inspection.result, "pass")

    def test_low_score(self):
        inspection = self._inspected(shaft="fail", gap=9.0, stains=5)
        self.assertEqual(inspection.score, 40.0)
        self.assertEqual(inspection.grade_id, self.grade_c)
        self.assertIn("score 40", inspection.proposal)

    def test_weights_count(self):
        checklist = self._create_checklist(use=False, name="Weighed", sequence=1)
        self._item("Sole", checklist).weight = 5.0
        checklist.action_use()
        inspection = self._create_inspection()
        self.assertEqual(inspection.checklist_id, checklist)
        inspection.save_answer(self._item("Sole", checklist).id, "pass")
        inspection.save_answer(self._item("Shaft", checklist).id, "fail")
        self.assertAlmostEqual(inspection.score, 83.33)

    def test_what_does_not_apply_does_not_count(self):
        inspection = self._inspected(shaft="na", stains=2)
        self.assertEqual(inspection.score, 75.0)

    def test_minor_failures_may_be_tolerated(self):
        self._create_checklist(name="Tolerant", sequence=1, fails_from="major")
        inspection = self._create_inspection()
        for item in inspection.checklist_id.item_ids:
            value = {"Sole": "pass", "Shaft": "pass", "Gap": 1.0, "Stains": 4, "Remarks": "-"}
            inspection.save_answer(
                item.id, item.choice_ids[:1].id if item.choice_ids else value[item.name]
            )
        self.assertRecordValues(inspection, [{"result": "pass", "severity": "minor"}])

    def test_rule_for_a_defect_counts_for_parts_of_it(self):
        family = self._create_defect("FAM", "Sole")
        self.sole_open.parent_id = family
        checklist = self._create_checklist(use=False, name="By defect", sequence=1)
        checklist.rule_ids[0].write(
            {"severity": False, "defect_id": family.id, "grade_id": self.grade_d.id}
        )
        checklist.action_use()
        inspection = self._create_inspection()
        inspection.save_answer(self._item("Sole", checklist).id, "fail")
        self.assertEqual(inspection.grade_id, self.grade_d)

    def test_nothing_is_proposed_before_the_first_answer(self):
        inspection = self._create_inspection()
        self.assertFalse(inspection.rule_id)
        self.assertFalse(inspection.proposal)

    # Deciding -------------------------------------------------------------------------------

    def test_deciding_otherwise_needs_a_word(self):
        inspection = self._inspected(sole="fail")
        inspection.grade_id = self.grade_d
        with self.assertRefused("something else is decided. Write why"):
            inspection.action_finish()
        inspection.decision_reason = "Worn through as well."
        inspection.action_finish()
        self.assertEqual(inspection.grade_id, self.grade_d)

    def test_new_proposal_asks_for_a_new_decision(self):
        inspection = self._inspected()
        inspection.grade_id = self.grade_d
        inspection.save_answer(self._item("Sole").id, "fail")
        self.assertEqual(inspection.grade_id, self.grade_c)

    def test_decision_stands_as_long_as_the_proposal(self):
        inspection = self._inspected(sole="fail")
        inspection.write({"grade_id": self.grade_d.id, "decision_reason": "Worn through as well."})
        inspection.save_answer(self._item("Gap").id, 1.1)
        inspection.save_answer(self._item("Remarks").id, "Both shoes.")
        inspection.action_finish()
        self.assertEqual(inspection.grade_id, self.grade_d)

    def test_grade_without_rule(self):
        self._create_checklist(name="No rule", sequence=1, rule_ids=False)
        inspection = self._create_inspection()
        for item in inspection.checklist_id.item_ids:
            value = {"Sole": "pass", "Shaft": "pass", "Gap": 1.0, "Stains": 0, "Remarks": "-"}
            inspection.save_answer(
                item.id, item.choice_ids[:1].id if item.choice_ids else value[item.name]
            )
        with self.assertRefused("no rule proposes a grade"):
            inspection.action_finish()
        inspection.grade_id = self.grade_a
        inspection.action_finish()

    def test_disposition_takes_what_was_decided(self):
        part = self._to_sort()
        inspection = self._create_inspection(disposition_id=part.id)
        self._answer(inspection, sole="fail")
        inspection.action_finish()
        self.assertRecordValues(part, [{"grade_id": self.grade_c.id, "route": "vendor"}])
        self.assertEqual(part.state, "draft")

    def test_disposition_that_was_decided_meanwhile_stays(self):
        part = self._to_sort()
        inspection = self._create_inspection(disposition_id=part.id)
        part.grade_id = self.grade_a
        part.action_decide()
        self._answer(inspection, sole="fail")
        inspection.action_finish()
        self.assertEqual(part.grade_id, self.grade_a)
