from odoo import api, fields, models


class AfterSalesMail(models.Model):
    """Loans owe mails as return orders and repairs do."""

    _inherit = "after.sales.mail"

    loan_id = fields.Many2one("after.sales.loan", ondelete="cascade", index="btree_not_null")

    _loan_or_other = models.Constraint(
        "CHECK (loan_id IS NULL OR num_nonnulls(return_id, repair_id) = 0)",
        "A mail to send is about one document: a loan, or another.",
    )

    @api.depends("loan_id.company_id")
    def _compute_company_id(self):
        super()._compute_company_id()

    @api.model
    def _kinds(self):
        own = {"after.sales.loan": ("loan_id", "after_sales_repair_loan.mail_template_loan_")}
        return {**super()._kinds(), **own}
