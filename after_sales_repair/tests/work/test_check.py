from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WorkCommon


@tagged("post_install", "-at_install")
class TestCheck(WorkCommon):
    """Nothing is handed back that was not checked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        items = cls.env["after.sales.repair.check.item"]
        items.search([]).active = False
        parent = cls.env["product.category"].create({"name": "Clothes"})
        cls.shirt.categ_id = cls.env["product.category"].create(
            {"name": "Shirts", "parent_id": parent.id}
        )
        items.create(
            [
                {"name": "Clean", "sequence": 1},
                {
                    "name": "Seams hold",
                    "sequence": 2,
                    "categ_ids": [Command.link(parent.id)],
                },
                {
                    "name": "Water tight",
                    "categ_ids": [
                        Command.create({"name": "Watches"}),
                    ],
                },
            ]
        )

    @classmethod
    def _worked(cls):
        repair = cls._to_repair()
        repair.action_start_work()
        repair.action_work_done()
        return repair

    def test_check_list_of_the_category(self):
        repair = self._worked()
        self.assertEqual(repair.after_sales_stage, "to_check")
        self.assertEqual(repair.check_ids.mapped("name"), ["Clean", "Seams hold"])

    def test_pass_needs_every_result(self):
        repair = self._worked()
        repair.check_ids[0].result = "pass"
        with self.assertRefused("Seams hold has no result"):
            repair.action_check_pass()
        repair.check_ids[1].result = "na"
        repair.action_check_pass()
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
        self.assertEqual(repair.check_ids[0].user_id, self.technician)

    def test_failed_line_sends_back_to_work(self):
        repair = self._worked()
        repair.check_ids.write({"result": "pass"})
        repair.check_ids[1].write({"result": "fail", "note": "left sleeve"})
        with self.assertRefused("Seams hold failed"):
            repair.action_check_pass()
        repair.action_check_fail()
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
        self._finish(repair)
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_fail_needs_a_reason(self):
        repair = self._worked()
        with self.assertRefused("say what is wrong"):
            repair.action_check_fail()
        wizard = self.env["after.sales.check.fail"].with_user(self.technician)
        wizard.create({"repair_id": repair.id, "reason": "Stain"}).action_confirm()
        self.assertEqual(repair.after_sales_stage, "in_repair")

    def test_without_items_one_press_checks(self):
        self.env["after.sales.repair.check.item"].search([]).active = False
        repair = self._worked()
        repair.action_check_pass()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

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
        repair.check_ids.write({"result": "pass"})
        with self.assertRefused("somebody else checks it"):
            repair.action_check_pass()
        repair.with_user(self.colleague).action_check_pass()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")

    def test_results_stand_after_the_check(self):
        repair = self._worked()
        repair.check_ids.write({"result": "pass"})
        repair.action_check_pass()
        with self.assertRefused("its results stand"):
            repair.check_ids[0].result = "fail"
        with self.assertRaises(AccessError):
            repair.check_ids.with_user(self.technician).unlink()
        with self.assertRefused("not does wait|does not wait"):
            repair.action_check_pass()

    def test_not_repairable_and_cancel_need_no_check(self):
        self._to_repair()._give_up("Torn", "send_back")
        repair = self._to_repair()
        repair.action_start_work()
        repair.action_repair_cancel()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
