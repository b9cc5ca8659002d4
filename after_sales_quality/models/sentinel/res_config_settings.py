from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    after_sales_false_alarms = fields.Float(
        related="company_id.after_sales_false_alarms", readonly=False
    )
    after_sales_alarm_ratio = fields.Float(
        related="company_id.after_sales_alarm_ratio", readonly=False
    )
    after_sales_failure_days = fields.Float(
        related="company_id.after_sales_failure_days", readonly=False
    )
    after_sales_usual_rate = fields.Float(
        related="company_id.after_sales_usual_rate", readonly=False
    )
    after_sales_watch_stores = fields.Integer(
        related="company_id.after_sales_watch_stores", readonly=False
    )
    after_sales_watch_days = fields.Integer(
        related="company_id.after_sales_watch_days", readonly=False
    )
