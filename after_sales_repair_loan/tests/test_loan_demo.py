from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLoanDemo(TransactionCase):
    """What the demo data promise to show, where they are installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        played = "after_sales_repair_loan.demo_loan_phone_running"
        if not cls.env.ref(played, raise_if_not_found=False):
            cls.skipTest(cls, "this database has no demo data of loans")
        cls.demo = cls.env["after.sales.demo"]
        keys = ("phone_battery", "phone_unclaimed", "phone_running")
        cls.repairs = cls.env["repair.order"].union(*(cls.demo._repair(key) for key in keys))
        cls.loans = cls.repairs.after_sales_loan_ids

    def test_one_is_back_and_one_is_overdue(self):
        self.assertEqual(sorted(self.loans.mapped("state")), ["lent", "lent", "returned"])
        overdue = self.loans.filtered("is_overdue")
        self.assertEqual(overdue.repair_id, self.demo._repair("phone_unclaimed"))
        self.assertEqual(self.loans.filtered("amount_withheld").mapped("amount_paid_back"), [70.0])
        self.assertEqual(self.repairs.mapped("after_sales_open_loan_count"), [0, 1, 1])

    def test_playing_it_again_changes_nothing(self):
        before = self.env["after.sales.loan"].search_count([])
        self.demo._load_loan_story()
        self.assertEqual(self.env["after.sales.loan"].search_count([]), before)
