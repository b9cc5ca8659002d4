from odoo import models


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _after_sales_settings(self):
        """Who is a manager at a till, too, decides what it takes back."""
        return super()._after_sales_settings() | {"advanced_employee_ids", "module_pos_hr"}
