from odoo import fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """Where deposits for loan devices go in the books."""

    _inherit = "res.company"

    after_sales_deposit_journal_id = fields.Many2one(
        "account.journal",
        string="Deposit Journal",
        check_company=True,
        domain=[("type", "in", ("bank", "cash", "credit"))],
        help="Takes deposits for loan devices and pays them back.",
    )
    after_sales_deposit_account_id = fields.Many2one(
        "account.account",
        string="Deposit Account",
        check_company=True,
        domain=[("account_type", "in", ("liability_current", "liability_non_current"))],
        help="The liability that a deposit is until the device is back.",
    )
    after_sales_deposit_income_account_id = fields.Many2one(
        "account.account",
        string="Withheld Deposits Account",
        check_company=True,
        domain=[("account_type", "in", ("income", "income_other"))],
        help="Takes what is withheld of a deposit for damage or loss.",
    )

    def _after_sales_general_journal(self):
        """The journal of entries that move no money."""
        self.ensure_one()
        journal = self.env["account.journal"].search(
            [*self.env["account.journal"]._check_company_domain(self), ("type", "=", "general")],
            limit=1,
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no journal of the type Miscellaneous. Create one first.",
                    company=self.name,
                )
            )
        return journal

    def _setup_after_sales_loan_deposits(self):
        """Give each company the journal and accounts that deposits need and it lacks. A branch
        shares those of its root.

        :raise UserError: a company without a chart of accounts
        """
        roots = self.sudo().root_id
        roots._check_after_sales_chart()
        for company in roots:
            company = company.with_company(company)
            company._setup_after_sales_deposit_journal()
            if not company.after_sales_deposit_account_id:
                company.after_sales_deposit_account_id = (
                    company._create_after_sales_deposit_account(
                        self.env._("Loan Deposits"), "217200", "liability_current", reconcile=True
                    )
                )
            if not company.after_sales_deposit_income_account_id:
                company.after_sales_deposit_income_account_id = (
                    company._create_after_sales_deposit_account(
                        self.env._("Withheld Deposits"), "450200", "income_other"
                    )
                )
        roots._hand_down_after_sales()

    def _setup_after_sales_deposit_journal(self):
        journals = self.env["account.journal"]
        for kind in ("cash", "bank"):
            self.after_sales_deposit_journal_id = (
                self.after_sales_deposit_journal_id
                or journals.search(
                    [*journals._check_company_domain(self), ("type", "=", kind)], limit=1
                )
            )

    def _create_after_sales_deposit_account(self, name, code, account_type, **vals):
        accounts = self.env["account.account"].with_company(self)
        return accounts.create(
            {
                "name": name,
                "code": accounts._search_new_account_code(code),
                "account_type": account_type,
                "company_ids": [self.id],
                **vals,
            }
        )
