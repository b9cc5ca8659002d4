from odoo import models
from odoo.fields import Command


class ResCompany(models.Model):
    _inherit = "res.company"

    def _setup_compensation(self):
        """Give each company the product that carries compensations, with an account of its own,
        where it lacks one. A branch shares those of its root.

        :raise UserError: a company without a chart of accounts
        """
        roots = self.sudo().root_id
        missing = roots.filtered(lambda company: not company.after_sales_compensation_product_id)
        missing._check_after_sales_chart()
        for company in missing:
            company = company.with_company(company)
            company.after_sales_compensation_product_id = company._create_compensation_product()
        roots._hand_down_after_sales()

    def _create_compensation_product(self):
        """A service without taxes: damages are no price. Set the product's taxes where they
        are."""
        accounts = self.env["account.account"]
        account = accounts.create(
            {
                "name": self.env._("Compensation to Customers"),
                "code": accounts._search_new_account_code("655100"),
                "account_type": "expense",
                "company_ids": [self.id],
            }
        )
        return self.env["product.product"].create(
            {
                "name": self.env._("Compensation"),
                "type": "service",
                "company_id": self.id,
                "list_price": 0.0,
                "sale_ok": False,
                "purchase_ok": False,
                "taxes_id": [Command.clear()],
                "property_account_expense_id": account.id,
            }
        )
