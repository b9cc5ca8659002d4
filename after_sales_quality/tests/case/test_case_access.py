from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import CaseCommon


@tagged("post_install", "-at_install")
class TestCaseAccess(CaseCommon):
    """Leads and directors work on the cases of their company; others do not see them."""

    def test_leads_and_directors_see_all(self):
        case = self._create_case()
        for user in (self.quality, self.other_lead, self.director, self.manager):
            seen = case.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(seen.search([("id", "=", case.id)]), case)
                self.assertTrue(seen.read())
                for view in ("list", "kanban", "form", "pivot", "graph", "search", "activity"):
                    seen.get_views([(False, view)])

    def test_others_see_nothing(self):
        case = self._create_case()
        users = self.store_user, self.sorter, self.picker, self.env.ref("base.public_user")
        for user in users:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                case.with_user(user).read(["name"])

    def test_other_companies_see_nothing(self):
        case = self._create_case()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "asq_elsewhere",
            groups="after_sales_quality.group_quality_director",
            company_id=company.id,
            company_ids=company.ids,
        )
        self.assertFalse(case.with_user(user).search([("id", "=", case.id)]))
        with self.assertRaises(AccessError):
            case.with_user(user).action_investigate()

    def test_a_case_stays_in_its_company(self):
        case = self._create_case()
        company = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRefused("stays in its company"):
            case.sudo().company_id = company

    def test_papers_added_before_saving_are_seen_by_colleagues(self):
        paper = self._paper(self.quality)
        case = self._create_case(attachment_ids=paper.ids)
        self.assertTrue(case.with_user(self.other_lead).attachment_ids.read(["raw"]))

    def test_photo_of_a_store_is_seen_by_leads_and_the_store_alone(self):
        self.store_user.after_sales_warehouse_ids = self.warehouse
        answer = self._ask_warehouse()
        photo = self._paper(self.store_user)
        answer.with_user(self.store_user).write(
            {"seen": "yes", "quantity": 1, "photo_ids": photo.ids}
        )
        self.assertTrue(answer.with_user(self.quality).photo_ids.read(["raw"]))
        with self.assertRaises(AccessError):
            photo.with_user(self.sorter).read(["raw"])

    def test_stores_do_not_send_papers_that_are_not_theirs(self):
        self.store_user.after_sales_warehouse_ids = self.warehouse
        secret = self._paper(self.quality)
        with self.assertRaises(AccessError):
            self._ask_warehouse().with_user(self.store_user).photo_ids = secret

    def _paper(self, user):
        papers = self.env["ir.attachment"].with_user(user)
        return papers.create({"name": "sole.txt", "raw": b"Open at the toe."})

    def _ask_warehouse(self):
        case = self._create_case()
        self._fail({})
        case._link_failures()
        case.action_ask_stores()
        return case.answer_ids.filtered(lambda one: one.warehouse_id == self.warehouse).sudo(False)
