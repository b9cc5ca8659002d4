from odoo.tests import Form, new_test_user, tagged

from odoo.addons.after_sales_pos.tests.common import TillCommon


@tagged("post_install", "-at_install")
class TestLoanAtTill(TillCommon):
    """Deposits of loans against the closings of tills: the drawer has what the closing expects."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "after_sales_deposit_account_id": False,
                "after_sales_deposit_income_account_id": False,
            }
        )
        cls.company._setup_after_sales_loan_deposits()
        cls.owed = cls.company.after_sales_deposit_account_id
        cls.income = cls.company.after_sales_deposit_income_account_id
        for store in cls.store | cls.other_store:
            cls.env["after.sales.loaner.transfer"].create(
                {"warehouse_id": store.id, "product_id": cls.shirt.id, "quantity": 10}
            ).action_add_to_pool()

    def _lend(self, store=None, user=None, **vals):
        loans = self.env["after.sales.loan"].with_user(user or self.cashier)
        loan = loans.create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": (store or self.store).id,
                "product_id": self.shirt.id,
                "deposit": 100.0,
                "deposit_method": "cash",
                **vals,
            }
        )
        loan.action_lend()
        return loan

    def _take_back(self, loan, **vals):
        loan.env["after.sales.loan.return"].create({"loan_id": loan.id, **vals}).action_take_back()

    def _count(self, till, counted):
        """Close the till with so much cash; :return: the difference that Odoo books"""
        session = till.current_session_id
        session.invalidate_recordset()
        session.with_user(self._user_of(till)).post_closing_cash_details(counted)
        session.invalidate_recordset()
        difference = session.cash_register_difference
        session.with_user(self._user_of(till)).close_session_from_ui()
        till.invalidate_recordset()
        self.assertEqual(session.state, "closed")
        return difference

    def _balance(self, account):
        return sum(
            self.env["account.move.line"]
            .search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
            .mapped("balance")
        )

    def test_loans_against_closings(self):
        """Opening 200: what the drawers count, by what becomes of a deposit of 100. A first
        number is the closing of the session that lends, a second that of the next one, which
        opens with it."""
        stories = {
            "kept out": ({}, None, [300.0]),
            "same session": ({}, {}, [200.0]),
            "next session": ({}, {"later": True}, [300.0, 200.0]),
            "withheld": ({}, {"amount_withheld": 40.0, "withheld_reason": "Scratch"}, [240.0]),
            "withheld later": (
                {},
                {"amount_withheld": 40.0, "withheld_reason": "Scratch", "later": True},
                [300.0, 240.0],
            ),
            "lost": ({}, {"goes_to": "lost"}, [300.0]),
            "back by transfer": ({}, {"pay_back_method": "transfer"}, [300.0]),
            "card": ({"deposit_method": "card"}, {}, [200.0]),
            "card later": ({"deposit_method": "card"}, {"later": True}, [200.0, 200.0]),
            "transfer": ({"deposit_method": "transfer"}, {}, [200.0]),
            "none": ({"deposit": 0.0}, {}, [200.0]),
        }
        for name, (lending, taking_back, counted) in stories.items():
            with self.subTest(name):
                taking_back = taking_back and dict(taking_back)
                later = taking_back and taking_back.pop("later", False)
                self._open(self.till, 200.0)
                loan = self._lend(**lending)
                if taking_back is not None and not later:
                    self._take_back(loan, **taking_back)
                self.assertEqual(self._count(self.till, counted[0]), 0.0)
                if later:
                    self._open(self.till, counted[0])
                    self._take_back(loan, **taking_back)
                    self.assertEqual(self._count(self.till, counted[1]), 0.0)
                self._assert_books(loan)

    def _assert_books(self, loan):
        """What is owed is what is out, and what was withheld is income once."""
        loan = loan.sudo()
        lines = loan._deposit_lines()
        owed = loan.deposit if loan.state == "lent" else 0.0
        self.assertEqual(-sum(lines.mapped("balance")), owed)
        self.assertEqual(loan.amount_held, owed)
        if loan.state != "lent":
            self.assertEqual(loan.amount_paid_back, loan.deposit - loan.amount_withheld)
            self.assertTrue(all(lines.mapped("reconciled")))
        withheld = loan.entry_ids.line_ids.filtered(lambda line: line.account_id == self.income)
        self.assertEqual(-sum(withheld.mapped("balance")), loan.amount_withheld)

    def test_each_store_has_its_own_drawer(self):
        self._open(self.till, 200.0)
        self._open(self.other_till, 200.0)
        loan = self._lend()
        self.assertEqual(loan.sudo().deposit_session_id, self.till.current_session_id)
        other = self._lend(self.other_store, self.other_cashier, deposit=50.0)
        with self.assertRefused("is no open session of a till of Store North"):
            self._lend(deposit_session_id=self.other_till.current_session_id.id)
        self._take_back(other)
        self.assertEqual(self._count(self.till, 300.0), 0.0)
        self.assertEqual(self._count(self.other_till, 200.0), 0.0)

    def test_cash_in_is_seen_at_the_till(self):
        self._open(self.till, 200.0)
        loan = self._lend()
        session = self.till.current_session_id.with_user(self.cashier)
        details = session.get_closing_control_data()["default_cash_details"]
        self.assertEqual(details["amount"], 300.0)
        (move,) = details["moves"]
        self.assertEqual(move["amount"], 100.0)
        self.assertIn(loan.name, move["name"])

    def test_no_till_open(self):
        with self.assertRefused("none of Store North is open"):
            self._lend()
        self._open(self.till, 200.0)
        loan = self._lend()
        self._count(self.till, 300.0)
        with self.assertRefused("none of Store North is open"):
            self._take_back(loan)
        self.assertEqual(loan.state, "lent")

    def test_cash_box_that_no_till_counts(self):
        box = self.env["account.journal"].create({"name": "Box", "code": "BOX", "type": "cash"})
        self.store.after_sales_deposit_cash_journal_id = box
        loan = self._lend()
        self.assertEqual(loan.sudo().payment_ids.journal_id, box)
        self._take_back(loan)
        self.assertEqual(self._balance(self.owed), 0.0)

    def test_two_tills_open_the_user_chooses(self):
        second = self._create_till(self.store, "Second")
        self._open(self.till, 200.0)
        second.with_user(self.other_cashier).open_ui()
        second.invalidate_recordset()
        second.current_session_id.set_opening_control(200.0, None)
        self.assertEqual(self._lend().sudo().deposit_session_id, self.till.current_session_id)
        clerk = new_test_user(
            self.env, "counter_clerk", groups="after_sales_returns.group_after_sales_store"
        )
        clerk.after_sales_warehouse_ids = self.store
        with self.assertRefused("choose the till whose cash it is"):
            self._lend(user=clerk)
        loan = self._lend(user=clerk, deposit_session_id=second.current_session_id.id)
        with Form(
            self.env["after.sales.loan.return"]
            .with_user(self.cashier)
            .with_context(default_loan_id=loan.id)
        ) as wizard:
            self.assertEqual(wizard.pay_back_session_id, self.till.current_session_id)
            wizard.pay_back_session_id = second.current_session_id
        wizard.save().action_take_back()
        self.assertEqual(loan.sudo().pay_back_session_id, second.current_session_id)

    def test_cash_in_deleted_at_the_till_is_not_paid_back(self):
        self._open(self.till, 200.0)
        loan = self._lend()
        loan.sudo().entry_ids.statement_line_id.unlink()
        loan.invalidate_recordset()
        self._take_back(loan)
        self.assertEqual(loan.amount_paid_back, 0.0)
        self.assertEqual(self._count(self.till, 200.0), 0.0)

    def test_store_staff_without_till_rights_lend_and_take_back(self):
        clerk = new_test_user(
            self.env, "counter_clerk", groups="after_sales_returns.group_after_sales_store"
        )
        clerk.after_sales_warehouse_ids = self.store
        self._open(self.till, 200.0)
        loan = self._lend(user=clerk)
        loan.env["after.sales.loan.return"].with_context(default_loan_id=loan.id).default_get([])
        self._take_back(loan)
        self.assertEqual(self._count(self.till, 200.0), 0.0)
