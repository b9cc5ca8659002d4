from odoo import api, fields, models
from odoo.fields import Command


class ResCompany(models.Model):
    """What the tills of a company need to settle returns: products whose income accounts are no
    income, so that money moves between the orders of a ticket without being earned."""

    _inherit = "res.company"

    after_sales_settlement_product_id = fields.Many2one(
        "product.product",
        string="Settlement Product",
        check_company=True,
        domain=[("type", "=", "service")],
        help="Stands on the orders of one ticket for what is settled between them; its income "
        "account is a clearing account that comes to zero with each ticket.",
    )
    after_sales_credit_product_id = fields.Many2one(
        "product.product",
        string="Store Credit Product",
        compute="_compute_after_sales_credit_product_id",
        help="Stands on a return for the store credit that the customer got: what the eWallet is "
        "spent with, so that giving and spending meet on one account.",
    )

    def _compute_after_sales_credit_product_id(self):
        for company in self:
            program = company.sudo().after_sales_ewallet_program_id
            company.after_sales_credit_product_id = program.reward_ids.discount_line_product_id[:1]

    def _after_sales_setup_till(self):
        """Give each company what returns at its tills need and it lacks. A branch shares what
        its root has.

        A company without a chart of accounts is left alone: its tills do not open either.
        """
        for company in self.sudo().root_id.filtered("chart_template"):
            company = company.with_company(company)
            if not company.after_sales_settlement_product_id:
                company.after_sales_settlement_product_id = (
                    company._after_sales_create_settlement_product()
                )
            if not company.after_sales_fee_product_id:
                company.after_sales_fee_product_id = company._after_sales_create_fee_product()
            company._setup_store_credit()

    def _after_sales_create_settlement_product(self):
        label = self.env._("Return Settlement")
        accounts = self.env["account.account"].with_company(self)
        account = accounts.create(
            {
                "name": label,
                "code": accounts._search_new_account_code("101710"),
                "account_type": "asset_current",
                "reconcile": True,
                "company_ids": [self.id],
            }
        )
        return self.env["product.product"].create(
            {
                **self._after_sales_prepare_till_product_vals(label),
                "property_account_income_id": account.id,
                "property_account_expense_id": account.id,
            }
        )

    def _after_sales_create_fee_product(self):
        return self.env["product.product"].create(
            self._after_sales_prepare_till_product_vals(self.env._("Restocking Fee"))
        )

    def _after_sales_prepare_till_product_vals(self, name):
        """:return: dict of a service that only returns put on an order"""
        return {
            "name": name,
            "type": "service",
            "company_id": self.id,
            "list_price": 0.0,
            "sale_ok": False,
            "purchase_ok": False,
            "available_in_pos": False,
            "taxes_id": [Command.clear()],
        }

    def _after_sales_clearing_account(self):
        """The account that what is settled between the orders of a ticket goes through."""
        self.ensure_one()
        product = self.after_sales_settlement_product_id.with_company(self)
        return product._get_product_accounts()["income"]

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["after_sales_settlement_product_id", "after_sales_credit_product_id"]
        return [*super()._load_pos_data_fields(config), *own]
