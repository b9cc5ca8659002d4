from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import CaseCommon


@tagged("post_install", "-at_install")
class TestCaseAsk(CaseCommon):
    """Stores with the style are asked, answer for themselves, and are seen to be silent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mall, cls.outlet = cls.stores[1:]
        cls.mall_user = new_test_user(
            cls.env,
            "asq_mall",
            groups="after_sales_returns.group_after_sales_store",
            email="mall@example.com",
        )
        cls.mall_user.after_sales_warehouse_ids = cls.mall
        cls._stock(cls.shoe, 20, warehouse=cls.mall)
        cls.case = cls._create_case()

    def _ask(self, case=None):
        case = case or self.case
        case.action_ask_stores()
        return {answer.warehouse_id: answer for answer in case.answer_ids}

    def test_stores_with_stock_are_asked(self):
        answers = self._ask()
        self.assertEqual(set(answers), {self.warehouse, self.mall})
        self.assertRecordValues(
            answers[self.mall],
            [{"units_in_stock": 20, "date_due": date(2026, 3, 7), "seen": False}],
        )
        self.assertIn("Shoe", answers[self.mall].goods)

    def test_stores_with_sales_or_failures_are_asked(self):
        self._fail({"warehouse_id": self.outlet.id})
        self._stock(self.shoe, -20, warehouse=self.mall)
        self._sell((self.shoe, 100))
        answers = self._ask(self._create_case())
        self.assertEqual(set(answers), {self.warehouse, self.outlet})

    def test_staff_of_the_store_is_told(self):
        answer = self._ask()[self.mall]
        self.assertEqual(answer.activity_ids.user_id, self.mall_user)
        self.assertEqual(answer.activity_ids.date_deadline, date(2026, 3, 7))
        self.assertEqual(answer.message_ids[0].partner_ids, self.mall_user.partner_id)

    def test_a_store_is_asked_once(self):
        self._ask()
        with self.assertRefused("asked already"):
            self.case.action_ask_stores()
        self._stock(self.shoe, 1, warehouse=self.outlet)
        self.assertIn(self.outlet, self._ask())

    def test_bad_questions_are_refused(self):
        for vals, words in (
            ({"date_due": "2026-03-03"}, "today or later"),
            ({"date_due": False}, "today or later"),
            ({"product_tmpl_ids": [(5,)]}, "has no style"),
        ):
            with self.subTest(vals=vals), self.assertRefused(words):
                self._create_case(**vals).action_ask_stores()
        self.case.action_cancel()
        with self.assertRefused("not asked any more"):
            self.case.action_ask_stores()

    def test_a_store_answers(self):
        answer = self._ask()[self.mall].with_user(self.mall_user)
        answer.write({"seen": "yes", "quantity": 2, "note": "Both at the toe."})
        self.assertRecordValues(
            answer, [{"answer_user_id": self.mall_user.id, "date_answered": self.env.cr.now()}]
        )
        self.assertFalse(answer.activity_ids)
        self.assertRecordValues(
            self.case, [{"answer_count": 1, "silent_count": 0, "units_seen": 2}]
        )

    def test_bad_answers_are_refused(self):
        answer = self._ask()[self.mall].with_user(self.mall_user)
        for vals, words in (
            ({"seen": "yes"}, "how many have you seen"),
            ({"seen": "no", "quantity": 2}, "do not say that you have seen it"),
            ({"quantity": 2}, "do not say that you have seen it"),
            ({"date_due": "2026-12-31"}, "stands as it was asked"),
            ({"answer_user_id": self.quality.id}, "stands as it was asked"),
            ({"warehouse_id": self.warehouse.id}, "stands as it was asked"),
        ):
            with self.subTest(vals=vals), self.assertRefused(words):
                answer.write(vals)
        self.assertFalse(answer.date_answered)

    def test_a_decided_case_asks_nothing(self):
        answer = self._ask()[self.mall].with_user(self.mall_user)
        self._propose(self.case)
        self.case.with_user(self.other_lead).action_approve()
        self.assertFalse(answer.activity_ids)
        with self.assertRefused("asks nothing any more"):
            answer.seen = "no"

    def test_a_case_that_is_deleted_asks_nobody(self):
        answers = self._ask()
        asked = [("res_model", "=", "after.sales.case.answer"), ("user_id", "=", self.mall_user.id)]
        self.assertEqual(self.env["mail.activity"].search(asked), answers[self.mall].activity_ids)
        self.case.unlink()
        self.assertFalse(self.env["mail.activity"].search(asked))
        self.assertFalse(self.mall_user.with_user(self.mall_user)._get_activity_groups())

    def test_silence_is_shown(self):
        answers = self._ask()
        answers[self.mall].with_user(self.mall_user).seen = "no"
        silent = self.env["after.sales.case.answer"].search([("is_silent", "=", True)])
        self.assertFalse(silent)
        with freeze_time("2026-03-08 12:00:00"):
            self.env.invalidate_all()
            silent = self.env["after.sales.case.answer"].search([("is_silent", "=", True)])
            self.assertEqual(silent, answers[self.warehouse])
            self.assertEqual(self.case.silent_count, 1)

    def test_staff_see_their_own_store_and_not_the_case(self):
        answers = self._ask()
        own, other = answers[self.mall], answers[self.warehouse]
        seen = own.with_user(self.mall_user)
        self.assertEqual(seen.search([]), own)
        for view in ("list", "kanban", "form", "pivot", "graph", "search"):
            seen.get_views([(False, view)])
        for record in (other, self.case):
            with self.assertRaises(AccessError):
                record.with_user(self.mall_user).read(["display_name"])
        with self.assertRaises(AccessError):
            other.with_user(self.mall_user).write({"seen": "no"})
        with self.assertRaises(AccessError):
            seen.read(["case_id"])

    def test_nobody_asks_by_hand(self):
        vals = {"case_id": self.case.id, "warehouse_id": self.mall.id}
        for user in (self.quality, self.mall_user):
            with self.subTest(user=user.login), self.assertRefused("by the button of the case"):
                self.env["after.sales.case.answer"].with_user(user).create(vals)
