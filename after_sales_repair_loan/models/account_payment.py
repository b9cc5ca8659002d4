from odoo import fields, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    after_sales_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Deposit Of Loan",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
