from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_after_sales_repair = fields.Boolean(
        related="pos_config_id.after_sales_repair", readonly=False
    )
