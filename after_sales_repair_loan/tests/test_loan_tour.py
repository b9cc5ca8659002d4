from odoo.tests import HttpCase, new_test_user, tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanTour(LoanCommon, HttpCase):
    """What people press at the counter, in a browser, with their own rights and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store_user = new_test_user(
            cls.env, "tour_loan", groups="after_sales_returns.group_after_sales_store"
        )
        cls.store_user.after_sales_warehouse_ids = cls.warehouse
        cls._setup_deposits()
        cls.phone.name = "Counter Phone"
        cls.lot = cls._create_serials(cls.phone, "LOAN-1")
        cls._add_to_pool(cls.phone, cls.lot)

    def _press(self, repair, tour):
        self.start_tour(f"/odoo/after-sales-repairs/{repair.id}", tour, login="tour_loan")

    def test_counter_lends_and_takes_back(self):
        repair = self._counter_repair(self.phone, "IMEI-77")
        repair.action_validate()
        self._press(repair, "after_sales_loan_lend_tour")
        loan = repair.after_sales_loan_ids
        self.assertEqual(repair.after_sales_open_loan_count, 1)
        self.assertRecordValues(
            loan,
            [
                {
                    "state": "lent",
                    "lot_id": self.lot.id,
                    "partner_id": self.customer.id,
                    "deposit": 50.0,
                    "user_id": self.store_user.id,
                }
            ],
        )
        self._diagnose(repair)
        self._work(repair)
        repair.sudo().hand_back_code = "123456"
        self._press(repair, "after_sales_loan_take_back_tour")
        self.assertRecordValues(
            loan,
            [
                {
                    "state": "returned",
                    "condition_in": "As lent",
                    "amount_withheld": 10.0,
                    "amount_paid_back": 40.0,
                }
            ],
        )
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")
