from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RepairCommon


class GuardCommon(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})

    def _taken_in(self, *args, **vals):
        repair = self._counter_repair(*args, **vals)
        repair.action_validate()
        return repair

    def _ready(self, **vals):
        repair = self._taken_in(**vals)
        self._diagnose(repair)
        return self._work(repair)

    def _foreign(self):
        return self._taken_in(after_sales_store_id=self.other_store.id)


@tagged("post_install", "-at_install")
class TestStateGuards(GuardCommon):
    """Odoo's own state moves by its buttons, and by whom they are for."""

    def test_nobody_writes_the_state(self):
        repair = self._counter_repair()
        for user in (self.store_user, self.technician, self.manager):
            with self.subTest(user=user.login), self.assertRefused("written by hand"):
                repair.with_user(user).write({"state": "confirmed"})
        repair.action_validate()
        self._diagnose(repair)
        for state in ("under_repair", "cancel"):
            with self.subTest(state=state), self.assertRefused("written by hand"):
                repair.with_user(self.technician).write({"state": state})

    def test_core_buttons_have_their_people(self):
        repair = self._taken_in()
        self._diagnose(repair)
        with self.assertRefused("another role", AccessError):
            repair.with_user(self.store_user).action_repair_start()
        repair.with_user(self.technician).action_repair_start()
        self.assertEqual(repair.state, "under_repair")
        for button in ("action_repair_end", "action_repair_done"):
            with self.subTest(button=button), self.assertRefused("another role", AccessError):
                getattr(repair.with_user(self.store_user), button)()
            with self.subTest(button=button), self.assertRefused("was not checked"):
                getattr(repair.with_user(self.technician), button)()
        repair.with_user(self.store_user).action_repair_cancel()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        repair.with_user(self.store_user).action_repair_cancel_draft()
        self.assertEqual(repair.after_sales_stage, "intake")

    def test_core_buttons_keep_to_the_own_store(self):
        repair = self._foreign()
        self._diagnose(repair)
        mine = repair.with_user(self.store_user)
        for button in ("action_repair_start", "action_repair_cancel", "action_repair_cancel_draft"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(mine, button)()

    def test_work_starts_after_the_diagnosis(self):
        """Else what the customer pays was done before anybody asked the customer."""
        repair = self._counter_repair()
        mine = repair.with_user(self.technician)
        with self.assertRefused("Diagnose"):
            mine.action_repair_start()
        repair.action_validate()
        with self.assertRefused("Diagnose"):
            mine.action_repair_start()

    def test_work_does_not_end_undiagnosed_or_unquoted(self):
        repair = self._taken_in()
        self._diagnose(repair)
        repair.with_user(self.technician).action_start_work()
        repair.with_user(self.technician).action_diagnose_anew()
        repair.with_user(self.technician).action_work_done()
        repair.check_ids.result = "pass"
        with self.assertRefused("Diagnose"):
            repair.with_user(self.lead).action_check_pass()
        self._diagnose(repair, under_warranty=False)
        with self.assertRefused("Quote"):
            repair.with_user(self.lead).action_check_pass()
