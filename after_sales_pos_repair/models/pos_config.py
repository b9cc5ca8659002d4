from odoo import fields, models


class PosConfig(models.Model):
    """A till that takes items in for repair."""

    _inherit = "pos.config"

    after_sales_repair = fields.Boolean(
        string="Repair",
        default=True,
        help="Items are handed in for repair at this till, also those without a receipt.",
    )
