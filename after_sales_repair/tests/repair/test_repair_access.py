from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairAccess(RepairCommon):
    """Who sees and does what, each with their own rights and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})

    def test_store_staff_take_in_on_the_form_and_hand_back(self):
        with Form(self.env["repair.order"].with_user(self.store_user)) as form:
            form.partner_id = self.customer
            form.product_id = self.phone
            form.item_serial = "IMEI-77"
            form.fault_description = "No sound"
            repair = form.save()
        self.assertEqual(repair.after_sales_store_id, self.warehouse)
        repair.action_validate()
        self.assertRecordValues(
            repair.sudo(),
            [
                {
                    "after_sales_stage": "to_diagnose",
                    "goods_location_id": self.shelf.id,
                    "item_name": "Phone",
                }
            ],
        )
        self.assertEqual(repair.sudo().lot_id.name, "IMEI-77")
        self._diagnose(repair)
        self._work(repair.with_user(self.technician))
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        with self.assertRaises(AccessError):
            repair.hand_back_code  # noqa: B018  the counter asks the customer
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_store_staff_see_their_own_stores_only(self):
        mine = self._counter_repair()
        foreign = self._counter_repair(after_sales_store_id=self.other_store.id)
        found = self.env["repair.order"].with_user(self.store_user).search([])
        self.assertIn(mine, found)
        self.assertNotIn(foreign, found)
        with self.assertRaises(AccessError):
            foreign.with_user(self.store_user).action_validate()
        everything = self.env["repair.order"].with_user(self.technician).search([])
        self.assertLessEqual(mine | foreign, everything)

    def test_store_staff_neither_work_nor_give_up(self):
        repair = self._counter_repair()
        repair.action_validate()
        with self.assertRaises(AccessError):
            repair.with_user(self.store_user)._give_up("Too old", "send_back")
        with self.assertRaises(AccessError):
            repair.with_user(self.store_user)._hand_back_without_code("I know her")

    def test_what_follows_the_steps_is_not_written_by_rpc(self):
        repair = self._counter_repair()
        for vals in (
            {"date_ready": "2026-01-01 00:00:00"},
            {"check_state": "passed"},
            {"outcome": "repaired"},
            {"hand_back_code": "000000"},
            {"goods_location_id": self.shelf.id},
            {"after_sales_stage": "to_hand_back"},
        ):
            with self.subTest(vals=vals), self.assertRefused("written"):
                repair.with_user(self.manager).write(vals)
        with self.assertRefused("written"):
            self.env["repair.order"].with_user(self.lead).create(
                {"product_id": self.shirt.id, "date_ready": "2026-01-01 00:00:00"}
            )
        with self.assertRefused("written"):
            self.env["repair.order"].with_user(self.lead).create(
                {"product_id": self.shirt.id, "state": "done"}
            )

    def test_strangers_see_nothing(self):
        repair = self._counter_repair()
        stranger = new_test_user(self.env, "repair_stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            repair.with_user(stranger).read(["name"])

    def test_another_company_is_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Other Chain"})
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        repair = self.env["repair.order"].create(
            {
                "company_id": company.id,
                "picking_type_id": warehouse.repair_type_id.id,
                "item_name": "Umbrella",
            }
        )
        self.assertFalse(
            self.env["repair.order"].with_user(self.lead).search([("id", "=", repair.id)])
        )
