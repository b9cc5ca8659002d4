from odoo.fields import Command
from odoo.tests import tagged

from ..ticket.common import TicketCase


@tagged("post_install", "-at_install")
class TestBranch(TicketCase):
    """The till of a branch: a company below another one, with which it shares the books."""

    def setUp(self):
        super().setUp()
        root = self.company
        self.branch = self.env["res.company"].create({"name": "Branch", "parent_id": root.id})
        # Odoo loads its chart of accounts at the end of the request.
        self.env.cr.precommit.run()
        store = self.env["stock.warehouse"].search([("company_id", "=", self.branch.id)])
        self._stock(self.shirt, 10, warehouse=store)
        self.patch(type(self), "company", self.branch)
        till = type(self)._create_till.__func__
        self.branch_till = till(self._in_branch(), store, "East").with_env(self.env)
        self.cashier.write(
            {
                "company_ids": [Command.set(self.branch.ids)],
                "company_id": self.branch.id,
                "after_sales_warehouse_ids": [Command.set(store.ids)],
            }
        )

    def _in_branch(self):
        """This class as one that works in the branch."""
        context = {**self.env.context, "allowed_company_ids": self.branch.ids}
        return type("InBranch", (type(self),), {"env": self.env(context=context)})

    def test_till_of_a_branch_settles_on_the_accounts_of_its_root(self):
        root = self.branch.root_id
        self.assertEqual(
            self.branch._after_sales_clearing_account(), root._after_sales_clearing_account()
        )
        self.assertTrue(self.branch._after_sales_clearing_account())
        self.assertEqual(
            self.branch.after_sales_credit_product_id, root.after_sales_credit_product_id
        )

    def test_till_of_a_branch_gives_store_credit_of_its_root(self):
        sale = self._sell_at_till(self.branch_till, (self.shirt, 1), partner=self.customer)
        wish = self._wish(sale.lines, resolution="store_credit")
        self._pay_back(self.branch_till, wish)
        card = self.env["loyalty.card"].search(
            [
                ("program_id", "=", self.branch.root_id.after_sales_ewallet_program_id.id),
                ("partner_id", "=", self.customer.id),
            ]
        )
        self.assertRecordValues(card, [{"points": 100.0}])
        session = self._close(self.branch_till)
        account = self.branch.root_id.after_sales_store_credit_journal_id.default_account_id
        owed = session.move_id.line_ids.filtered(lambda line: line.account_id == account)
        self.assertEqual(sum(owed.mapped("balance")), -100.0)
