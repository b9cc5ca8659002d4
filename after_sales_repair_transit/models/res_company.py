from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_freight_amount = fields.Monetary(
        string="Freight of a Transit Batch",
        help="What a transit batch between a store and its workshop usually costs; charged to the "
        "store for those beyond its weekly number.",
    )

    _freight_not_negative = models.Constraint(
        "CHECK(after_sales_freight_amount >= 0)",
        "The freight of a transit batch is zero or more: correct it.",
    )
