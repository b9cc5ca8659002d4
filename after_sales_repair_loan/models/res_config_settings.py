from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_deposit_journal_id = fields.Many2one(
        related="company_id.after_sales_deposit_journal_id", readonly=False
    )
    after_sales_deposit_account_id = fields.Many2one(
        related="company_id.after_sales_deposit_account_id", readonly=False
    )
    after_sales_deposit_income_account_id = fields.Many2one(
        related="company_id.after_sales_deposit_income_account_id", readonly=False
    )

    def action_after_sales_setup_deposits(self):
        self.company_id._setup_after_sales_loan_deposits()
        return {"type": "ir.actions.client", "tag": "reload"}
