from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestCompany(AfterSalesCommon):
    """A return stays with the company whose goods it claims, and so do its mails."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_company = cls.env["res.company"].create({"name": "Other Shop"})
        cls.manager.company_ids |= cls.other_company
        cls.order = cls._create_return(cls._sell((cls.shirt, 1)))

    def _move_away(self):
        orders = self.order.with_user(self.manager).with_context(
            allowed_company_ids=(self.company | self.other_company).ids
        )
        orders.write({"company_id": self.other_company.id})

    def test_draft_changes_its_company(self):
        self.order.line_ids.unlink()
        self._move_away()
        self.assertEqual(self.order.company_id, self.other_company)

    def test_what_claims_quantity_keeps_its_company(self):
        self.order.action_request()
        with self.assertRefused(f"{self.order.name} claims goods that .* sold"):
            self._move_away()
        self.order.action_approve()
        with self.assertRefused("company, warehouse, .* are fixed"):
            self._move_away()

    def test_writing_the_same_company_is_no_change(self):
        self.order.action_request()
        self.order.with_user(self.manager).write({"company_id": self.company.id})
        self.assertEqual(self.order.state, "requested")

    def test_mails_are_read_in_their_company_only(self):
        self.order.action_request()
        mail = self.env["after.sales.mail"].search([("return_id", "=", self.order.id)])
        self.assertEqual(mail.company_id, self.company)
        mine = mail.with_user(self.manager)
        self.assertEqual(mine.search([("id", "=", mail.id)]), mine)
        self.manager.write(
            {"company_ids": self.other_company.ids, "company_id": self.other_company.id}
        )
        self.assertFalse(mine.search([("id", "=", mail.id)]))
        with self.assertRefused("company", AccessError):
            mine.read(["error"])
