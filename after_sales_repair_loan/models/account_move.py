from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    after_sales_loan_id = fields.Many2one(
        "after.sales.loan",
        string="Withheld Of Loan",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
