from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_labour_product_id = fields.Many2one(
        related="company_id.after_sales_labour_product_id", readonly=False
    )
    after_sales_quote_days = fields.Integer(
        related="company_id.after_sales_quote_days", readonly=False
    )
    after_sales_inspection_product_id = fields.Many2one(
        related="company_id.after_sales_inspection_product_id", readonly=False
    )
    after_sales_inspection_fee = fields.Monetary(
        related="company_id.after_sales_inspection_fee",
        readonly=False,
        currency_field="company_currency_id",
    )
    after_sales_repair_invoicing = fields.Selection(
        related="company_id.after_sales_repair_invoicing", readonly=False
    )
    after_sales_pay_first = fields.Boolean(
        related="company_id.after_sales_pay_first", readonly=False
    )
    after_sales_pickup_reminder_days = fields.Integer(
        related="company_id.after_sales_pickup_reminder_days", readonly=False
    )
    after_sales_storage_product_id = fields.Many2one(
        related="company_id.after_sales_storage_product_id", readonly=False
    )
    after_sales_storage_fee = fields.Monetary(
        related="company_id.after_sales_storage_fee",
        readonly=False,
        currency_field="company_currency_id",
    )
    after_sales_disposal_days = fields.Integer(
        related="company_id.after_sales_disposal_days", readonly=False
    )
    after_sales_unclaimed_days = fields.Integer(
        related="company_id.after_sales_unclaimed_days", readonly=False
    )
