from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..money.common import RefundCase


@tagged("post_install", "-at_install")
class TestBranch(RefundCase):
    """A branch: a company below another one, with which it shares the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.company
        cls.root._setup_store_credit()

    @classmethod
    def _open_branch(cls, name="Branch"):
        branch = cls.env["res.company"].create({"name": name, "parent_id": cls.root.id})
        # Odoo loads its chart of accounts at the end of the request.
        cls.env.cr.precommit.run()
        return branch

    def _work_in(self, branch):
        """Sell and return in the branch from now on."""
        env = self.env(context={**self.env.context, "allowed_company_ids": branch.ids})
        self.patch(type(self), "env", env)
        self.patch(type(self), "company", branch.with_env(env))
        warehouse = env["stock.warehouse"].search([("company_id", "=", branch.id)])
        self.patch(type(self), "warehouse", warehouse)
        self._stock(self.shirt, 10)

    def _wallet(self, company):
        return self.env["loyalty.card"].search(
            [
                ("program_id", "=", company.after_sales_ewallet_program_id.id),
                ("partner_id", "=", self.customer.id),
            ]
        )

    def test_new_branch_has_the_store_credit_of_its_parent(self):
        branch = self._open_branch()
        for name in ("after_sales_store_credit_journal_id", "after_sales_ewallet_program_id"):
            self.assertTrue(branch[name])
            self.assertEqual(branch[name], self.root[name])

    def test_new_branch_begins_with_the_settings_of_its_parent(self):
        self.root.after_sales_sort_transfer = "direct"
        self.assertEqual(self._open_branch().after_sales_sort_transfer, "direct")

    def test_branch_made_with_settings_of_its_own_keeps_them(self):
        self.root.after_sales_sort_transfer = "direct"
        branch = self.env["res.company"].create(
            {
                "name": "Branch",
                "parent_id": self.root.id,
                "after_sales_sort_transfer": "transfer",
            }
        )
        self.assertEqual(branch.after_sales_sort_transfer, "transfer")

    def test_return_of_a_branch_is_settled_as_store_credit(self):
        branch = self._open_branch()
        self._work_in(branch)
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._refund(
            sale,
            {self.shirt: 1},
            grade_id=self.grade_a.id,
            resolution="store_credit",
        )
        self.assertRecordValues(order, [{"company_id": branch.id, "stage": "closed"}])
        self.assertRecordValues(self._wallet(self.root), [{"points": 110.0}])
        entry = self.env["account.move"].search(
            [
                ("journal_id", "=", self.root.after_sales_store_credit_journal_id.id),
                ("company_id", "=", branch.id),
            ]
        )
        self.assertRecordValues(
            entry, [{"company_id": branch.id, "state": "posted", "amount_total": 110.0}]
        )

    def test_staff_of_a_branch_settle_without_rights_in_its_root(self):
        branch = self._open_branch()
        self._work_in(branch)
        order = self._received(self._sell((self.shirt, 1), pay=True))
        self._decide(order, grade_id=self.grade_a.id, resolution="store_credit")
        clerk = new_test_user(
            self.env,
            "asr_branch",
            groups="after_sales_returns.group_after_sales_user",
            company_id=branch.id,
            company_ids=[Command.set(branch.ids)],
        )
        order.with_user(clerk).with_company(branch).action_settle()
        self.assertRecordValues(self._wallet(branch), [{"points": 110.0}])

    def test_credit_of_a_branch_is_spent_from_the_account_that_it_was_booked_on(self):
        branch = self._open_branch()
        self._work_in(branch)
        sale = self._sell((self.shirt, 1), pay=True)
        self._refund(sale, grade_id=self.grade_a.id, resolution="store_credit")
        card = self._wallet(branch)
        new = self._sell((self.shirt, 2), deliver=False, invoice=False)
        new._update_programs_and_rewards()
        new._apply_program_reward(branch.after_sales_ewallet_program_id.reward_ids, card)
        invoice = self._invoice(new)
        account = self.root.after_sales_store_credit_journal_id.default_account_id
        spent = invoice.line_ids.filtered(lambda line: line.account_id == account)
        self.assertEqual(sum(spent.mapped("balance")), 110.0)
        self.assertEqual(card.points, 0.0)

    def test_branch_that_sets_up_gets_what_its_root_has(self):
        """The button in the settings of a branch whose parent never had store credit."""
        self.root.write(
            {
                "after_sales_store_credit_journal_id": False,
                "after_sales_ewallet_program_id": False,
            }
        )
        branch, other = self._open_branch(), self._open_branch("Other branch")
        branch._setup_store_credit()
        journal = self.root.after_sales_store_credit_journal_id
        self.assertEqual(journal.company_id, self.root)
        for one in branch | other:
            self.assertEqual(one.after_sales_store_credit_journal_id, journal)
            self.assertEqual(
                one.after_sales_ewallet_program_id, self.root.after_sales_ewallet_program_id
            )

    def test_branch_of_a_branch(self):
        branch = self._open_branch()
        self.root.after_sales_ewallet_program_id = False
        leaf = self.env["res.company"].create({"name": "Leaf", "parent_id": branch.id})
        self.assertEqual(leaf.after_sales_ewallet_program_id, branch.after_sales_ewallet_program_id)

    def test_store_credit_of_a_branch_needs_the_chart_of_its_root(self):
        root = self.env["res.company"].create({"name": "No books"})
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": root.id})
        with self.assertRefused("No books has no chart of accounts yet"):
            branch._setup_store_credit()
