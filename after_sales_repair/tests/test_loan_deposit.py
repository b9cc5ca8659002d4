from odoo.tests import tagged

from .common import RepairCommon


@tagged("post_install", "-at_install")
class TestLoanDeposit(RepairCommon):
    """The deposit is owed while the device is out, and nothing is owed after that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Accounts of these tests alone, whatever the database has.
        cls.company.write(
            {
                "after_sales_deposit_account_id": False,
                "after_sales_deposit_income_account_id": False,
            }
        )
        cls.company._setup_loan_deposits()
        cls.owed = cls.company.after_sales_deposit_account_id
        cls.income = cls.company.after_sales_deposit_income_account_id
        cls._add_to_pool(cls.shirt, quantity=5)

    def _balance(self, account):
        return sum(
            self.env["account.move.line"]
            .search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
            .mapped("balance")
        )

    def test_deposit_is_a_payment_that_we_owe(self):
        loan = self._lend(self.shirt, deposit=50.0)
        self.assertRecordValues(
            loan.payment_ids,
            [
                {
                    "payment_type": "inbound",
                    "amount": 50.0,
                    "partner_id": self.customer.id,
                    "destination_account_id": self.owed.id,
                }
            ],
        )
        self.assertEqual(loan.payment_ids.move_id.state, "posted")
        self.assertEqual(self._balance(self.owed), -50.0)
        self.assertEqual(self.customer.credit, 0.0)

    def test_deposit_goes_back_whole(self):
        loan = self._lend(self.shirt, deposit=50.0)
        loan._take_back()
        self.assertEqual(loan.amount_paid_back, 50.0)
        self.assertEqual(loan.payment_ids.mapped("payment_type"), ["inbound", "outbound"])
        self.assertEqual(self._balance(self.owed), 0.0)
        self.assertFalse(loan.entry_ids)
        self._assert_settled(loan)

    def test_part_is_withheld_as_income(self):
        loan = self._lend(self.shirt, deposit=50.0)
        loan._take_back("repair", amount_withheld=20.0, withheld_reason="Glass cracked")
        self.assertRecordValues(loan, [{"amount_paid_back": 30.0, "amount_withheld": 20.0}])
        self.assertEqual(self._balance(self.owed), 0.0)
        self.assertEqual(self._balance(self.income), -20.0)
        self._assert_settled(loan)

    def test_lost_device_keeps_the_whole_deposit(self):
        loan = self._lend(self.shirt, deposit=50.0)
        loan._take_back("lost", amount_withheld=50.0, withheld_reason="Stolen")
        self.assertEqual(loan.payment_ids.mapped("payment_type"), ["inbound"])
        self.assertEqual(self._balance(self.owed), 0.0)
        self.assertEqual(self._balance(self.income), -50.0)
        self._assert_settled(loan)

    def _assert_settled(self, loan):
        lines = (loan.payment_ids.move_id | loan.entry_ids).line_ids
        self.assertTrue(
            all(lines.filtered(lambda line: line.account_id == self.owed).mapped("reconciled"))
        )

    def test_no_money_moves_without_deposit(self):
        loan = self._lend(self.shirt)
        loan._take_back()
        self.assertFalse(loan.payment_ids)
        self.assertFalse(loan.entry_ids)

    def test_deposit_changes_its_account_only_for_new_loans(self):
        loan = self._lend(self.shirt, deposit=50.0)
        self.company.after_sales_deposit_account_id = self.owed.copy()
        loan._take_back(amount_withheld=10.0, withheld_reason="Cable missing")
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_deposit_without_accounts_is_refused(self):
        self.company.after_sales_deposit_account_id = False
        with self.assertRefused("no journal and accounts for deposits"):
            self._lend(self.shirt, deposit=50.0)
        self.assertEqual(self._lend(self.shirt).state, "lent")

    def test_what_is_withheld_is_at_most_the_deposit_and_has_a_reason(self):
        loan = self._lend(self.shirt, deposit=50.0)
        with self.assertRefused("cannot be withheld from a deposit of"):
            loan._take_back(amount_withheld=60.0, withheld_reason="Lost")
        with self.assertRefused("cannot be withheld"):
            loan._take_back(amount_withheld=-1.0, withheld_reason="Lost")
        with self.assertRefused("say why"):
            loan._take_back(amount_withheld=10.0, withheld_reason=" ")
        self.assertEqual(loan.state, "lent")

    def test_deposit_that_accounting_cancelled_is_not_paid_back(self):
        loan = self._lend(self.shirt, deposit=50.0)
        loan.payment_ids.action_draft()
        with self.assertRefused("no longer posted"):
            loan._take_back()
        loan.payment_ids.action_post()
        loan._take_back()
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_many_loans_end_in_one_step(self):
        loans = self._lend(self.shirt, deposit=50.0) | self._lend(self.shirt)
        loans |= self._lend(self.shirt, deposit=30.0)
        loans._take_back()
        self.assertEqual(loans.mapped("state"), ["returned"] * 3)
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_setup_keeps_what_is_set(self):
        before = (self.company.after_sales_deposit_journal_id, self.owed, self.income)
        self.company._setup_loan_deposits()
        after = (
            self.company.after_sales_deposit_journal_id,
            self.company.after_sales_deposit_account_id,
            self.company.after_sales_deposit_income_account_id,
        )
        self.assertEqual(before, after)

    def test_branch_holds_deposits_as_its_root_does(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        names = [
            "after_sales_deposit_journal_id",
            "after_sales_deposit_account_id",
            "after_sales_deposit_income_account_id",
            "after_sales_labour_product_id",
        ]
        for name in names:
            self.assertEqual(branch[name], self.company[name])
        branch.write(dict.fromkeys(names, False))
        branch._setup_loan_deposits()
        self.assertEqual(branch.after_sales_deposit_account_id, self.owed)
