from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_fee_product_id = fields.Many2one(
        related="company_id.after_sales_fee_product_id", readonly=False
    )
    after_sales_compensation_product_id = fields.Many2one(
        related="company_id.after_sales_compensation_product_id", readonly=False
    )
    after_sales_store_credit_journal_id = fields.Many2one(
        related="company_id.after_sales_store_credit_journal_id", readonly=False
    )
    after_sales_ewallet_program_id = fields.Many2one(
        related="company_id.after_sales_ewallet_program_id", readonly=False
    )
    after_sales_standard_delivery_price = fields.Monetary(
        related="company_id.after_sales_standard_delivery_price", readonly=False
    )
    after_sales_points_floor = fields.Selection(
        related="company_id.after_sales_points_floor", readonly=False
    )
    after_sales_sort_transfer = fields.Selection(
        related="company_id.after_sales_sort_transfer", readonly=False
    )

    def action_after_sales_setup_store_credit(self):
        self.company_id._setup_store_credit()
        return {"type": "ir.actions.client", "tag": "reload"}
