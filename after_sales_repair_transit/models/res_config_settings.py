from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_freight_amount = fields.Monetary(
        related="company_id.after_sales_freight_amount",
        readonly=False,
        currency_field="currency_id",
    )
