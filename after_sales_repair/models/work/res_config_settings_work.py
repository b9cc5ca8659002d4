from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_hourly_cost = fields.Monetary(
        related="company_id.after_sales_hourly_cost",
        readonly=False,
        currency_field="company_currency_id",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    after_sales_four_eyes = fields.Boolean(
        related="company_id.after_sales_four_eyes", readonly=False
    )
