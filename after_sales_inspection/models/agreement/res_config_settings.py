from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_recheck_percent = fields.Float(
        related="company_id.after_sales_recheck_percent", readonly=False
    )
