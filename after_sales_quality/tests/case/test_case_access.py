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
