from odoo.fields import Command
from odoo.tests import Form, tagged

from ..models.stock_warehouse_deposit import DEPOSIT_METHODS
from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanDeposit(LoanCommon):
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
        cls._setup_deposits()
        cls.owed = cls.company.after_sales_deposit_account_id
        cls.income = cls.company.after_sales_deposit_income_account_id
        cls._add_to_pool(cls.shirt, quantity=20)

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
        with self.assertRefused("no journal and account for deposits"):
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
        with self.assertRefused("not posted, or no longer"):
            loan._take_back()
        loan.payment_ids.action_post()
        loan._take_back()
        self.assertEqual(self._balance(self.owed), 0.0)

    def _returned_with(self, step):
        """A deposit of 100 whose payment met ``step``, and the device is taken back."""
        loan = self._lend(self.shirt, deposit=100.0)
        step(loan.payment_ids)
        loan.invalidate_recordset()
        held = loan.amount_held
        loan._take_back()
        return loan, held

    def test_only_what_is_held_is_paid_back(self):
        """Never posted, deleted, or given back before: nothing is paid back a second time."""

        def part_of_it(payment):
            entry = self.env["account.move"].create(
                {
                    "journal_id": self.company._after_sales_general_journal().id,
                    "line_ids": [
                        Command.create({"account_id": account.id, "balance": balance})
                        for account, balance in ((self.owed, 40.0), (self.income, -40.0))
                    ],
                }
            )
            entry.action_post()
            lines = (payment.move_id | entry).line_ids
            lines.filtered(lambda line: line.account_id == self.owed).reconcile()

        steps = {
            "cancelled": lambda payment: payment.action_cancel(),
            "deleted": lambda payment: (payment.action_draft(), payment.unlink()),
            "reversed": lambda payment: payment.move_id._reverse_moves(cancel=True),
            "in part": part_of_it,
            "kept": lambda payment: None,
        }
        expected = {"kept": 100.0, "in part": 60.0}
        for name, step in steps.items():
            with self.subTest(name):
                loan, held = self._returned_with(step)
                paid = expected.get(name, 0.0)
                self.assertEqual(held, paid)
                self.assertRecordValues(loan, [{"state": "returned", "amount_paid_back": paid}])
                back = loan.payment_ids.filtered(lambda one: one.payment_type == "outbound")
                self.assertEqual(sum(back.mapped("amount")), paid)
                self.assertEqual(self._balance(self.owed), 0.0)

    def test_nothing_is_withheld_of_what_is_not_held(self):
        loan = self._lend(self.shirt, deposit=100.0)
        loan.payment_ids.action_cancel()
        with self.assertRefused("of which .*0.00 are held"):
            loan._take_back(amount_withheld=10.0, withheld_reason="Cable missing")

    def test_each_way_has_its_journal_by_store(self):
        """Cash, card and transfer: the store's journal, else the company's of that kind."""
        journals = self.env["account.journal"].create(
            [
                {"name": f"Own {kind}", "code": f"OW{kind[:3].upper()}", "type": kind}
                for kind in ("cash", "bank", "credit")
            ]
        )
        own = dict(zip(("cash", "transfer", "card"), journals, strict=True))
        for method, types in DEPOSIT_METHODS.items():
            with self.subTest(method):
                loan = self._lend(self.shirt, deposit=10.0, deposit_method=method)
                self.assertIn(loan.payment_ids.journal_id.type, types)
                self.warehouse[f"after_sales_deposit_{method}_journal_id"] = own[method]
                mine = self._lend(self.shirt, deposit=10.0, deposit_method=method)
                self.assertEqual(mine.payment_ids.journal_id, own[method])
                (loan | mine)._take_back()
                self.assertEqual(mine.payment_ids.journal_id, own[method])
                self.assertEqual(self._balance(self.owed), 0.0)

    def test_usual_way_is_that_of_the_companys_journal(self):
        journals = self.env["account.journal"]
        for kind, method in (("cash", "cash"), ("bank", "transfer")):
            with self.subTest(kind):
                self.company.after_sales_deposit_journal_id = journals.create(
                    {"name": f"Usual {kind}", "code": f"US{kind[:3].upper()}", "type": kind}
                )
                loan = self._lend(self.shirt, deposit=10.0)
                self.assertEqual(loan.deposit_method, method)
                loan._take_back()

    def test_money_goes_back_the_way_it_came_or_by_transfer(self):
        loan = self._lend(self.shirt, deposit=50.0, deposit_method="card")
        with self.assertRefused("was paid by Card and does not go back by Cash"):
            loan._take_back(pay_back_method="cash")
        loan._take_back(pay_back_method="transfer")
        self.assertRecordValues(loan, [{"pay_back_method": "transfer", "amount_paid_back": 50.0}])
        self.assertEqual(loan.payment_ids[-1].journal_id.type, "bank")

    def test_account_of_what_is_withheld_is_needed_when_something_is(self):
        self.company.after_sales_deposit_income_account_id = False
        self._lend(self.shirt, deposit=50.0)._take_back()
        loan = self._lend(self.shirt, deposit=50.0)
        with self.assertRefused("no account for what is withheld"):
            loan._take_back(amount_withheld=10.0, withheld_reason="Cable missing")
        self.company.after_sales_deposit_income_account_id = self.income
        loan._take_back(amount_withheld=10.0, withheld_reason="Cable missing")
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_lost_proposes_to_withhold_all(self):
        loan = self._lend(self.shirt, deposit=50.0)
        with Form(
            self.env["after.sales.loan.return"].with_context(default_loan_id=loan.id)
        ) as wizard:
            self.assertEqual(wizard.amount_withheld, 0.0)
            wizard.goes_to = "lost"
            self.assertEqual(wizard.amount_withheld, 50.0)
            self.assertTrue(wizard.withheld_reason)
        wizard.save().action_take_back()
        self.assertRecordValues(
            loan, [{"state": "lost", "amount_withheld": 50.0, "amount_paid_back": 0.0}]
        )
        self.assertEqual(self._balance(self.income), -50.0)

    def test_many_loans_end_in_one_step(self):
        loans = self._lend(self.shirt, deposit=50.0) | self._lend(self.shirt)
        loans |= self._lend(self.shirt, deposit=30.0)
        loans._take_back()
        self.assertEqual(loans.mapped("state"), ["returned"] * 3)
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_setup_keeps_what_is_set(self):
        before = (self.company.after_sales_deposit_journal_id, self.owed, self.income)
        self.company._setup_after_sales_loan_deposits()
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
        branch._setup_after_sales_loan_deposits()
        self.assertEqual(branch.after_sales_deposit_account_id, self.owed)
