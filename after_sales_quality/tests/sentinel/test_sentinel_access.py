from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import SentinelCommon


@tagged("post_install", "-at_install")
class TestSentinelAccess(SentinelCommon):
    """Leads and directors see all of their company, store staff what failed in their stores."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.director = new_test_user(
            cls.env, "asq_director", groups="after_sales_quality.group_quality_director"
        )
        cls.own, cls.foreign = cls._fail({}, {"warehouse_id": cls.stores[1].id})
        cls.row = cls.sentinels.search([("defect_id", "=", cls.sole.id)])

    def test_leads_and_directors_see_all(self):
        for user in (self.quality, self.director, self.manager):
            with self.subTest(user=user.login):
                seen = self.events.with_user(user).search([("defect_id", "=", self.sole.id)])
                self.assertEqual(seen, self.own | self.foreign)
                row = self.row.with_user(user)
                self.assertEqual(row.units_failed, 2)
                for view in ("list", "kanban", "form", "pivot", "graph", "search"):
                    row.get_views([(False, view)])
                self.assertTrue(row.picture)

    def test_stores_see_their_own_failures(self):
        seen = self.events.with_user(self.store_user).search([])
        self.assertIn(self.own, seen)
        self.assertNotIn(self.foreign, seen)
        for view in ("list", "graph", "pivot", "form", "search"):
            seen.get_views([(False, view)])
        with self.assertRaises(AccessError):
            self.row.with_user(self.store_user).read(["units_failed"])

    def test_nobody_writes_what_is_counted(self):
        for user in (self.quality, self.director, self.store_user):
            for record, vals in ((self.row, {"score": 0.0}), (self.own, {"quantity": 0.0})):
                refused = self.assertRaises(AccessError)
                with self.subTest(user=user.login, model=record._name), refused:
                    record.with_user(user).write(vals)

    def test_others_see_nothing(self):
        for user in (self.picker, self.accountant, self.env.ref("base.public_user")):
            for record in (self.row, self.own):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["defect_id"])

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "asq_elsewhere",
            groups="after_sales_quality.group_quality_director",
            company_id=company.id,
            company_ids=company.ids,
        )
        for record in (self.row, self.own):
            self.assertFalse(record.with_user(user).search([("id", "in", record.ids)]))

    def test_leads_discuss_what_they_may_not_write(self):
        # pylint: disable=translation-required
        message = self.row.with_user(self.quality).message_post(body="Glue?")
        self.assertIn(message, self.row.message_ids)

    def test_menus(self):
        for user, seen in ((self.quality, True), (self.store_user, False), (self.picker, False)):
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            menu = self.env.ref("after_sales_quality.after_sales_sentinel_menu")
            with self.subTest(user=user.login):
                self.assertEqual(menu.id in menus, seen)
