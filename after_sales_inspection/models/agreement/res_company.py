from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_recheck_percent = fields.Float(
        string="Inspections to Repeat",
        digits=(5, 2),
        default=5.0,
        help="Percent of the inspections that are given again, blind, to another inspector.",
    )
