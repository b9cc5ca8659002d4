from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingAccess(SamplingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_people()
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls.lot = cls._bought(cls.shoe, 1000)

    def test_who_inspects_counts(self):
        for user in (self.inspector, self.lead, self.clerk, self.sorter, self.store_user):
            with self.subTest(user.login), self.undone():
                mine = self.lot.with_user(user)
                mine.open_page()
                self.assertEqual(mine.count_unit("k", defect_ids=self.major.ids)["counted"], 1)

    def test_others_see_nothing(self):
        portal = new_test_user(self.env, "ass_portal", groups="base.group_portal")
        for user in (self.picker, self.accountant, portal):
            for call in ("open_page", "action_count"):
                with self.subTest(user.login, call=call), self.assertRaises(AccessError):
                    getattr(self.lot.with_user(user), call)()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.lot.with_user(user).count_unit("k")

    def test_store_staff_see_their_own(self):
        store = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        self.store_user.after_sales_warehouse_ids = store
        self.assertFalse(self.lot.with_user(self.store_user).search([]))
        with self.assertRaises(AccessError):
            self.lot.with_user(self.store_user).count_unit("k")

    def test_other_companies_see_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        lead = new_test_user(
            self.env,
            "ass_elsewhere",
            groups="after_sales_inspection.group_quality_lead",
            company_id=other.id,
            company_ids=[other.id],
        )
        self.lot.count_unit("k", defect_ids=self.major.ids)
        for records in (self.lot, self.lot.unit_ids, self.lot.switching_id, self.plan):
            with self.subTest(records._name):
                self.assertFalse(records.with_user(lead).search([("id", "in", records.ids)]))

    def test_nobody_writes_what_was_found(self):
        self.lot.count_unit("k", defect_ids=self.major.ids)
        lot = self.lot.with_user(self.lead)
        for vals in (
            {"state": "accepted"},
            {"found_major": 0},
            {"counted": 80},
            {"accept_major": 50},
            {"quantity_refused": 0},
        ):
            with self.subTest(vals=vals), self.assertRefused("not written by hand"):
                lot.write(vals)
        lot.note = "Two cartons were wet."
        for call in (
            lambda: lot.unit_ids.write({"severity": False}),
            lot.unit_ids.unlink,
            lot.unlink,
            lot.copy,
            lambda: lot.switching_id.write({"inspection": "normal"}),
        ):
            with self.assertRaises(UserError):
                call()

    def test_links_of_moves_are_not_written(self):
        move = self.lot.move_ids.with_user(self.sorter)
        with self.assertRefused("not written by hand"):
            move.write({"after_sales_sampling_lot_id": False})

    def test_only_a_lead_sorts(self):
        self.lot.count_unit("k", defect_ids=self.critical.ids)
        with self.assertRaises(AccessError):
            self.lot.with_user(self.inspector).action_open_sort()
        action = self.lot.with_user(self.lead).action_open_sort()
        wizard = Form(
            self.env["after.sales.sampling.sort"]
            .with_user(self.lead)
            .with_context(**action["context"])
        )
        wizard.quantity_refused = 10
        wizard.save().action_sort()
        self.assertEqual(self.lot.state, "partly")

    def test_forms_open(self):
        for user in (self.inspector, self.lead):
            for records in (self.lot, self.lot.switching_id, self.plan):
                with self.subTest(user.login, model=records._name):
                    Form(records.with_user(user))
        receiver = new_test_user(
            self.env,
            "ass_receiver",
            groups="stock.group_stock_user,after_sales_inspection.group_inspector",
        )
        for user in (receiver, self.picker):
            with self.subTest(user.login):
                Form(self.lot.picking_id.with_user(user))
