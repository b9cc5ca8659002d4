from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkCommon


@tagged("post_install", "-at_install")
class TestCheck(WorkCommon):
    """Nothing is handed back that was not checked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clothes = cls.env["product.category"].create({"name": "Clothes"})
        cls.shirt.categ_id = cls.env["product.category"].create(
            {"name": "Shirts", "parent_id": cls.clothes.id}
        )

    @classmethod
    def _require(cls, *names, **vals):
        """A checklist in use, required after repair of clothes."""
        return cls._require_check(*names, **{"categ_ids": cls.clothes.ids, **vals})

    @classmethod
    def _worked(cls, **vals):
        repair = cls._to_repair(**vals)
        repair.action_start_work()
        repair.action_work_done()
        return repair

    def _inspection(self, repair, user=None):
        """:return: the inspection of the repair that is to be done, for ``user``"""
        waiting = repair._after_sales_open_checks().with_user(user or self.technician)
        self.assertEqual(len(waiting), 1)
        return waiting

    def _fill_in(self, repair, *values, user=None, note=None):
        inspection = self._inspection(repair, user)
        items = inspection.answer_ids.item_id
        for item, value in zip(items, values, strict=True):
            inspection.save_answer(item.id, value, note=note if value == "fail" else None)
        inspection.action_finish()
        return inspection

    def test_required_checklist_of_the_category(self):
        checklist = self._require("Clean", "Seams hold")
        self._require("Water tight", categ_ids=self.shoe.categ_id.create({"name": "W"}).ids)
        repair = self._worked()
        self.assertEqual(repair.after_sales_stage, "to_check")
        inspection = self._inspection(repair)
        self.assertRecordValues(
            inspection,
            [
                {
                    "checklist_id": checklist.id,
                    "subject": "repair",
                    "product_id": self.shirt.id,
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "state": "to_do",
                }
            ],
        )
        action = repair.action_after_sales_inspect()
        self.assertEqual(action["res_id"], inspection.id)

    def test_passed_inspection_ends_the_repair(self):
        self._require("Clean", "Seams hold")
        repair = self._worked()
        with self.assertRefused("finish IN.*result is that of the check"):
            repair.action_check_pass()
        inspection = self._fill_in(repair, "pass", "pass")
        self.assertRecordValues(
            repair,
            [
                {
                    "check_state": "passed",
                    "check_user_id": self.technician.id,
                    "after_sales_stage": "to_hand_back",
                    "outcome": "repaired",
                    "state": "done",
                }
            ],
        )
        self.assertEqual(repair._after_sales_last_answers(), inspection.answer_ids.sudo())

    def test_cancelled_inspection_is_still_required(self):
        self._require("Clean")
        repair = self._worked()
        self._inspection(repair).action_cancel()
        with self.assertRefused("“Mended clothes” is to be filled in before it is handed back"):
            repair.action_check_pass()
        repair.action_after_sales_inspect()
        self._fill_in(repair, "pass")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_failed_inspection_sends_back_to_work(self):
        self._require("Clean", "Seams hold")
        repair = self._worked()
        self._fill_in(repair, "pass", "fail", note="left sleeve")
        self.assertRecordValues(
            repair,
            [
                {
                    "check_state": "failed",
                    "failed_check_count": 1,
                    "date_work_done": False,
                    "after_sales_stage": "in_repair",
                }
            ],
        )
        self.assertIn("Seams hold (left sleeve)", repair.message_ids[0].body)
        repair.action_work_done()
        self._fill_in(repair, "pass", "pass")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        self.assertEqual(
            repair.sudo().after_sales_inspection_ids.sorted("id").mapped("result"),
            ["fail", "pass"],
        )

    def test_what_passed_before_is_looked_at_again_after_more_work(self):
        self._require("Clean")
        repair = self._worked()
        first = self._inspection(repair)
        with freeze_time("2026-03-04 11:00:00"):
            first.sudo().answer_ids.answer = "fail"
            first.action_finish()
        repair.action_work_done()
        self._inspection(repair).action_cancel()
        with self.assertRefused("is to be filled in before"):
            repair.action_check_pass()

    def test_minor_fault_within_the_checklist_passes(self):
        self._require("Clean", fails_from="critical")
        repair = self._worked()
        self._fill_in(repair, "fail")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_fail_needs_a_reason(self):
        self._require("Clean")
        repair = self._worked()
        inspection = self._inspection(repair)
        with self.assertRefused("say what is wrong"):
            repair.action_check_fail()
        wizard = self.env["after.sales.check.fail"].with_user(self.technician)
        wizard.create({"repair_id": repair.id, "reason": "Stain"}).action_confirm()
        self.assertEqual(repair.after_sales_stage, "in_repair")
        self.assertEqual(inspection.state, "cancelled")

    def test_without_a_required_checklist_one_press_checks(self):
        self._require("Clean", required=False)
        repair = self._worked()
        self.assertFalse(repair.sudo().after_sales_inspection_ids)
        repair.action_check_pass()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_inspection_by_hand_is_the_check_too(self):
        self._require("Clean", required=False)
        repair = self._worked()
        repair.action_after_sales_inspect()
        self._fill_in(repair, "pass")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_item_that_is_no_product_needs_no_checklist(self):
        self._require("Clean", categ_ids=False)
        repair = self._worked(product_id=False, item_name="Grandfather's coat")
        repair.action_check_pass()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_store_staff_read_and_do_not_check(self):
        self._require("Clean")
        repair = self._worked()
        mine = self._inspection(repair, self.store_user)
        self.assertEqual(mine.product_id, self.shirt)
        mine.save_answer(mine.answer_ids.item_id.id, "pass")
        with self.assertRaises(AccessError):
            mine.action_finish()

    def test_no_way_around_the_check(self):
        repair = self._to_repair()
        repair.action_start_work()
        admin = repair.with_user(self.env.ref("base.user_admin"))
        for step in admin.action_repair_end, admin.action_repair_done:
            with self.assertRefused("was not checked"):
                step()
        for vals in ({"state": "done"}, {"check_state": "passed"}, {"failed_check_count": 0}):
            with self.assertRaises(UserError):
                admin.write(vals)

    def test_four_eyes(self):
        self.company.after_sales_four_eyes = True
        repair = self._worked()
        with self.assertRefused("somebody else checks it"):
            repair.action_check_pass()
        repair.with_user(self.colleague).action_check_pass()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_four_eyes_fill_in_the_checklist(self):
        self.company.after_sales_four_eyes = True
        self._require("Clean")
        repair = self._worked()
        with self.assertRefused("somebody else checks it"):
            self._fill_in(repair, "pass")
        self._fill_in(repair, "pass", user=self.colleague)
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_results_stand_after_the_check(self):
        self._require("Clean")
        repair = self._worked()
        inspection = self._fill_in(repair, "pass")
        with self.assertRefused("is over"):
            inspection.answer_ids.answer = "fail"
        with self.assertRaises(AccessError):
            inspection.unlink()
        with self.assertRefused("does not wait for a check"):
            repair.action_check_pass()

    def test_not_repairable_and_cancel_need_no_check(self):
        self._to_repair()._give_up("Torn", "send_back")
        repair = self._to_repair()
        repair.action_start_work()
        repair.action_repair_cancel()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_item_in_repair_is_inspected_again(self):
        self._require("Clean", occasion="customer_return", required=False)
        self.company.after_sales_recheck_percent = 100.0
        repair = self._to_repair()
        inspections = self.env["after.sales.inspection"]
        inspection = inspections.create({"repair_id": repair.id, "occasion": "customer_return"})
        inspection.user_id = self.technician
        inspection.answer_ids.answer = "pass"
        inspection.grade_id = self.grade_a
        inspection.action_finish()
        again = inspections.search([("original_id", "=", inspection.id)])
        self.assertRecordValues(again, [{"repair_id": repair.id, "subject": "repair"}])

    def test_cancelled_repair_is_not_inspected(self):
        self._require("Clean")
        repair = self._worked()
        inspection = self._inspection(repair)
        repair.action_repair_cancel()
        self.assertEqual(inspection.state, "cancelled")
