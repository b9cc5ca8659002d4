from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestChecklist(InspectionCommon):
    """A checklist in use does not change; the next version replaces it."""

    def test_what_is_in_use_does_not_change(self):
        item = self._item("Sole")
        steps = {
            "name": lambda: self.checklist.write({"name": "Other"}),
            "occasion": lambda: self.checklist.write({"occasion": "laboratory"}),
            "question": lambda: item.write({"name": "Heel"}),
            "choice": lambda: self._choice("None").write({"failed": True}),
            "rule": lambda: self.checklist.rule_ids[0].write({"severity": "minor"}),
            "new item": lambda: self.checklist.write(
                {"item_ids": [Command.create({"name": "Laces"})]}
            ),
            "new item by itself": lambda: item.create(
                {"name": "Laces", "checklist_id": self.checklist.id}
            ),
            "deleted item": item.unlink,
            "deleted": self.checklist.unlink,
        }
        for name, step in steps.items():
            with self.subTest(name), self.assertRefused("Make a new version"):
                step()

    def test_new_version_has_all_of_the_old_one(self):
        action = self.checklist.action_new_version()
        draft = self.checklist.browse(action["res_id"])
        self.assertRecordValues(
            draft,
            [{"name": "Shoes that came back", "version": 2, "state": "draft"}],
        )
        self.assertEqual(draft.item_ids.mapped("name"), self.checklist.item_ids.mapped("name"))
        self.assertEqual(len(draft.item_ids.choice_ids), 2)
        self.assertEqual(len(draft.rule_ids), 3)
        self.assertEqual(draft.categ_ids, self.categ)

    def test_new_version_replaces_the_old_one_when_it_is_used(self):
        draft = self.checklist.browse(self.checklist.action_new_version()["res_id"])
        self.assertEqual(self.checklist.state, "in_use")
        draft.action_use()
        self.assertEqual(self.checklist.state, "replaced")
        self.assertEqual(draft.version_ids, draft | self.checklist)

    def test_draft_of_a_new_version_is_made_once(self):
        first = self.checklist.action_new_version()["res_id"]
        self.assertEqual(self.checklist.action_new_version()["res_id"], first)

    def test_third_version_comes_after_the_second(self):
        second = self.checklist.browse(self.checklist.action_new_version()["res_id"])
        second.action_use()
        third = self.checklist.browse(second.action_new_version()["res_id"])
        self.assertEqual(third.version, 3)
        self.assertIn("version 3", third.display_name)

    def test_new_version_keeps_translations(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        checklist = self._create_checklist(use=False, name="Two languages")
        item = self._item("Sole", checklist)
        item.with_context(lang="zh_CN").name = "鞋底"
        checklist.with_context(lang="zh_CN").name = "两种语言"
        checklist.action_use()
        draft = checklist.browse(checklist.action_new_version()["res_id"])
        chinese = draft.with_context(lang="zh_CN")
        self.assertEqual(chinese.item_ids[0].name, "鞋底")
        self.assertEqual((chinese.name, draft.name), ("两种语言", "Two languages"))

    def test_inspection_keeps_its_version(self):
        inspection = self._create_inspection()
        draft = self.checklist.browse(self.checklist.action_new_version()["res_id"])
        draft.item_ids[1:].unlink()
        draft.action_use()
        self.assertEqual(inspection.checklist_id, self.checklist)
        self.assertEqual(len(inspection.answer_ids), 6)
        self._answer(inspection)
        inspection.action_finish()
        self.assertEqual(len(self._create_inspection().answer_ids), 1)

    def test_copy_is_a_draft_of_its_own(self):
        copied = self.checklist.copy()
        self.assertRecordValues(
            copied,
            [
                {
                    "name": "Shoes that came back (copy)",
                    "state": "draft",
                    "version": 1,
                    "origin_id": False,
                }
            ],
        )

    def test_every_pair_of_states(self):
        allowed = {("draft", "in_use"), ("in_use", "replaced")}
        states = ("draft", "in_use", "replaced")
        for old in states:
            for new in states:
                with self.subTest(old=old, new=new), self.undone():
                    checklist = self._create_checklist(use=old != "draft", name=f"{old} {new}")
                    if old == "replaced":
                        checklist.action_replace()
                    if old == new or (old, new) in allowed:
                        checklist.state = new
                        self.assertEqual(checklist.state, new)
                    else:
                        with self.assertRefused("cannot become"):
                            checklist.state = new

    def test_new_checklist_is_a_draft(self):
        with self.assertRefused("starts as a draft"):
            self.env["after.sales.checklist"].create({"name": "Ready", "state": "in_use"})

    def test_lead_makes_one(self):
        self._create_people()
        form = Form(self.env["after.sales.checklist"].with_user(self.lead))
        form.name = "Boots"
        with form.item_ids.new() as item:
            item.name = "Sole"
            item.defect_id = self.sole_open
            self.assertEqual(item.severity, "critical")
        checklist = form.save()
        checklist.action_use()
        self.assertEqual(checklist.state, "in_use")

    def test_inspectors_do_not_change_them(self):
        self._create_people()
        with self.assertRaises(AccessError):
            self.checklist.with_user(self.inspector).required = True

    def test_preview_shows_what_an_inspector_will_see(self):
        self._create_people()
        draft = self._create_checklist(use=False, name="Draft")
        page = draft.with_user(self.inspector).open_preview()
        self.assertEqual([item["name"] for item in page["items"]], draft.item_ids.mapped("name"))
        self.assertEqual(len(page["items"][2]["choices"]), 2)

    # Bad input ------------------------------------------------------------------------------

    def _refuse_use(self, words, **item):
        checklist = self._create_checklist(
            use=False, name="Bad", item_ids=[Command.create({"name": "Length", **item})]
        )
        with self.assertRefused(words):
            checklist.action_use()
        self.assertEqual(checklist.state, "draft")

    def test_crossed_limits(self):
        self._refuse_use(
            "the lower limit 5 is above the upper limit 2",
            kind="measurement",
            uom_id=self.mm.id,
            has_min=True,
            limit_min=5.0,
            has_max=True,
            limit_max=2.0,
        )

    def test_measurement_without_unit(self):
        self._refuse_use("needs a unit", kind="measurement")

    def test_choice_of_one(self):
        self._refuse_use(
            "needs two answers", kind="choice", choice_ids=[Command.create({"name": "Yes"})]
        )

    def test_nothing_to_look_at(self):
        checklist = self._create_checklist(use=False, name="Empty", item_ids=False)
        with self.assertRefused("has no item"):
            checklist.action_use()

    def test_rule_that_proposes_nothing(self):
        with self.assertRefused("proposes a grade"):
            self._create_checklist(use=False, rule_ids=[Command.create({"severity": "minor"})])

    def test_numbers_that_are_none(self):
        for name, value in (("weight", -1), ("weight", "much"), ("limit_max", float("nan"))):
            with self.subTest(name=name, value=value), self.assertRefused("Enter a number"):
                self._create_checklist(
                    use=False, item_ids=[Command.create({"name": "Length", name: value})]
                )
