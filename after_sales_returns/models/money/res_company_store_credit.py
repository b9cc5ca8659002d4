from itertools import count

from odoo import models
from odoo.fields import Command

from ...tools import refuse


class ResCompany(models.Model):
    _inherit = "res.company"

    def _setup_store_credit(self):
        """Give each company what store credit needs and it lacks: a liability account, a journal
        and an eWallet whose spending debits that account. A branch shares those of its root.

        :raise UserError: a company without a chart of accounts
        """
        roots = self.sudo().root_id
        roots._check_after_sales_chart()
        for company in roots:
            company = company.with_company(company)
            journal = company.after_sales_store_credit_journal_id
            if not journal:
                journal = company._create_store_credit_journal()
                company.after_sales_store_credit_journal_id = journal
            if not company.after_sales_ewallet_program_id:
                program = company._create_store_credit_program(journal.default_account_id)
                company.after_sales_ewallet_program_id = program
        roots._hand_down_after_sales()

    def _check_after_sales_chart(self):
        refuse(
            [
                self.env._(
                    "%(company)s has no chart of accounts yet. Choose one in the accounting "
                    "settings first.",
                    company=company.name,
                )
                for company in self
                if not company.chart_template
            ]
        )

    def _create_store_credit_journal(self):
        label = self.env._("Store Credit")
        accounts = self.env["account.account"].with_company(self)
        account = accounts.create(
            {
                "name": label,
                "code": accounts._search_new_account_code("217100"),
                "account_type": "liability_current",
                "company_ids": [self.id],
            }
        )
        return self.env["account.journal"].create(
            {
                "name": label,
                "code": self._after_sales_journal_code("STCR"),
                "type": "general",
                "company_id": self.id,
                "default_account_id": account.id,
            }
        )

    def _after_sales_journal_code(self, code):
        """:return: ``code``, or one like it if a journal of the company has it, an archived one
        included; at most five characters"""
        journals = self.env["account.journal"].sudo().with_context(active_test=False)
        taken = set(journals.search([("company_id", "=", self.id)]).mapped("code"))
        numbered = (f"{code[: 5 - len(str(number))]}{number}" for number in count(2))
        return code if code not in taken else next(one for one in numbered if one not in taken)

    def _create_store_credit_program(self, account):
        """An eWallet in the company's currency; a fresh program has Odoo's own rules removed:
        it is filled by refunds, not by buying top-ups."""
        programs = self.env["loyalty.program"]
        program = programs.create(
            {
                **programs._get_template_values()["ewallet"],
                "name": self.env._("Store Credit"),
                "company_id": self.id,
                "currency_id": self.currency_id.id,
                "portal_point_name": self.currency_id.symbol,
            }
        )
        product = program.reward_ids.discount_line_product_id.with_company(self)
        product.write({"property_account_income_id": account.id, "taxes_id": [Command.clear()]})
        return program
