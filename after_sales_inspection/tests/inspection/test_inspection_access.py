from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestInspectionAccess(InspectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_people()
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})

    def test_who_decides_on_goods_inspects_them(self):
        for user in (self.clerk, self.manager, self.sorter, self.store_user, self.inspector):
            with self.subTest(user.login), self.undone():
                inspection = self._create_inspection(warehouse_id=self.warehouse.id)
                mine = inspection.with_user(user)
                Form(mine)
                self._answer(mine)
                mine.action_finish()
                self.assertEqual(inspection.state, "done")

    def test_store_staff_see_their_own(self):
        own = self._create_inspection(warehouse_id=self.warehouse.id)
        foreign = self._create_inspection(warehouse_id=self.other_store.id)
        seen = own.with_user(self.store_user).search([("id", "in", (own | foreign).ids)])
        self.assertEqual(seen, own)
        with self.assertRaises(AccessError):
            foreign.with_user(self.store_user).save_answer(self._item("Sole").id, "pass")
        with self.assertRaises(AccessError):
            foreign.with_user(self.store_user).open_page()

    def test_store_staff_inspect_no_documents_of_other_stores(self):
        part = self._to_sort()
        self.store_user.after_sales_warehouse_ids = self.other_store
        own = {"warehouse_id": self.other_store.id, "user_id": self.store_user.id}
        inspections = self.env["after.sales.inspection"].with_user(self.store_user)
        for vals in ({"disposition_id": part.id}, {"line_id": part.line_id.id}):
            with self.subTest(vals), self.assertRaises(AccessError), self.undone():
                inspections.create({**vals, **own})

    def test_others_see_none(self):
        inspection = self._create_inspection()
        portal = new_test_user(self.env, "asi_portal", groups="base.group_portal")
        for user in (self.picker, self.accountant, portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                inspection.with_user(user).read(["name"])
            with self.subTest(user.login), self.assertRaises(AccessError):
                inspection.with_user(user).open_page()

    def test_other_companies_see_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        lead = new_test_user(
            self.env,
            "asi_elsewhere",
            groups="after_sales_inspection.group_quality_lead",
            company_id=other.id,
            company_ids=[other.id],
        )
        inspection = self._create_inspection()
        self.assertFalse(inspection.with_user(lead).search([("id", "=", inspection.id)]))
        answers = inspection.answer_ids.with_user(lead)
        self.assertFalse(answers.search([("inspection_id", "=", inspection.id)]))

    def test_answers_are_entered_and_nothing_else(self):
        inspection = self._create_inspection().with_user(self.inspector)
        answer = inspection.answer_ids[0]
        for vals in (
            {"user_id": self.lead.id},
            {"date_answered": "2026-01-01 00:00:00"},
            {"inspection_id": self._create_inspection().id},
            {"result": "pass"},
            {"client_key": "x"},
        ):
            with self.subTest(vals=vals), self.assertRefused("enter what you found"):
                answer.write(vals)
        with self.assertRaises(AccessError):
            answer.unlink()
        with self.assertRefused("follow its checklist"):
            answer.copy({"inspection_id": self._create_inspection().id})

    def test_times_are_not_written_by_hand(self):
        inspection = self._create_inspection().with_user(self.lead)
        for name in ("duration_seconds", "date_ended"):
            value = 5 if name == "duration_seconds" else "2026-01-01 00:00:00"
            with self.subTest(name), self.assertRefused("is not"):
                inspection.write({name: value})

    def test_nobody_deletes_what_was_found(self):
        done = self._create_inspection()
        self._answer(done)
        done.action_finish()
        with self.assertRefused("what was found and decided stands"):
            done.with_user(self.lead).unlink()
        cancelled = self._create_inspection()
        cancelled.action_cancel()
        self.assertTrue(cancelled.with_user(self.lead).unlink())

    def test_lead_keeps_catalogue_and_checklists(self):
        self._create_people_form("after.sales.defect", name="Zip broken", code="ZIP-T")
        self._create_people_form("after.sales.checklist", name="Clothes")

    def _create_people_form(self, model, **vals):
        form = Form(self.env[model].with_user(self.lead))
        for name, value in vals.items():
            setattr(form, name, value)
        self.assertTrue(form.save())
