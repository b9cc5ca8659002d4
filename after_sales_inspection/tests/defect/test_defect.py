from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestDefect(InspectionCommon):
    def test_name_says_what_it_is_a_part_of(self):
        part = self._create_defect("TOE-T", "At the toe", parent_id=self.sole_open.id)
        self.assertEqual(part.display_name, "Sole open / At the toe")

    def test_defect_is_found_by_its_code(self):
        found = self.env["after.sales.defect"].name_search("SOLE-T")
        self.assertEqual([one for one, _name in found], self.sole_open.ids)

    def test_defect_is_no_part_of_itself(self):
        part = self._create_defect("TOE-T", "At the toe", parent_id=self.sole_open.id)
        with self.assertRefused("Recursion Detected"):
            self.sole_open.parent_id = part

    # Merging --------------------------------------------------------------------------------

    def test_merging_moves_what_refers_to_it(self):
        inspection = self._create_inspection()
        self._answer(inspection, sole="fail")
        inspection.action_finish()
        target = self._create_defect("SOLE-2", "Open sole")
        part = self._create_defect("TOE-T", "At the toe", parent_id=self.sole_open.id)
        wizard = self.env["after.sales.defect.merge"].create(
            {"defect_ids": (self.sole_open | target).ids, "target_id": target.id}
        )
        wizard.action_merge()
        self.assertRecordValues(self.sole_open, [{"active": False, "merged_into_id": target.id}])
        self.assertEqual(self._item("Sole").defect_id, target)
        answer = inspection.answer_ids.filtered(lambda one: one.item_id.name == "Sole")
        self.assertEqual(answer.defect_id, target)
        self.assertEqual(part.parent_id, target)

    def test_merging_leaves_what_was_decided(self):
        checklist = self._create_checklist(
            use=False,
            rule_ids=[
                Command.create({"defect_id": self.stain.id, "route": "vendor"}),
                Command.create({"grade_id": self.grade_a.id}),
            ],
        )
        self.checklist.action_replace()
        checklist.action_use()
        inspection = self._create_inspection()
        for name, value in {"Sole": "fail", "Shaft": "na", "Gap": 1.0, "Stains": 0}.items():
            inspection.save_answer(self._item(name, checklist).id, value)
        wear = self._item("Wear", checklist)
        inspection.save_answer(wear.id, wear.choice_ids[0].id)
        inspection.save_answer(self._item("Remarks", checklist).id, "Fine.")
        inspection.save_answer(self._item("Sole", checklist).id, None, photos=[self._photo()])
        inspection.write({"grade_id": self.grade_c.id, "decision_reason": "Worn all over."})
        inspection.action_finish()
        names = ("grade_id", "route", "rule_id", "proposed_grade_id", "result", "score")
        before = inspection.read(names)
        self.sole_open._merge_into(self.stain)
        self.env.invalidate_all()
        self.assertEqual(inspection.read(names), before)

    def test_merging_does_not_change_how_severe_an_item_is(self):
        target = self._create_defect("SOLE-2", "Open sole", severity="minor")
        self.sole_open._merge_into(target)
        self.assertEqual(self._item("Sole").severity, "critical")

    def test_what_was_merged_before_follows(self):
        first = self._create_defect("SOLE-1", "Sole off")
        first._merge_into(self.sole_open)
        target = self._create_defect("SOLE-2", "Open sole")
        self.sole_open._merge_into(target)
        self.assertEqual(first.merged_into_id, target)

    def test_defect_does_not_go_into_a_part_of_itself(self):
        part = self._create_defect("TOE-T", "At the toe", parent_id=self.sole_open.id)
        with self.assertRefused("which is a part of it"):
            self.sole_open._merge_into(part)

    def test_defect_of_all_companies_does_not_go_into_one_of_a_company(self):
        own = self._create_defect("SOLE-2", "Open sole", company_id=self.company.id)
        with self.assertRefused("companies that do not see Open sole"):
            self.sole_open._merge_into(own)

    def test_inspectors_do_not_merge(self):
        self._create_people()
        defects = self.sole_open.with_user(self.inspector)
        with self.assertRaises(AccessError):
            defects._merge_into(self.stain)

    def test_nobody_writes_by_hand_where_it_went(self):
        self._create_people()
        with self.assertRefused("Merged Into"):
            self.sole_open.with_user(self.lead).merged_into_id = self.stain
