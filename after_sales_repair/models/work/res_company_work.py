from odoo import fields, models


class ResCompany(models.Model):
    """How the workshops of a company work."""

    _inherit = "res.company"

    after_sales_hourly_cost = fields.Monetary(
        string="Hourly Cost of Technicians",
        help="What an hour of work costs us, unless the technician has another cost.",
    )
    after_sales_four_eyes = fields.Boolean(
        string="Four Eyes",
        help="Who repaired an item does not check it before it is handed back.",
    )
