from odoo import fields, models


class AfterSalesRepairCause(models.Model):
    """Why it is wrong; it decides whether the warranty answers for it."""

    _name = "after.sales.repair.cause"
    _description = "Repair Cause"
    _order = "sequence, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    covered = fields.Boolean(
        string="Covered by Warranty",
        default=True,
        help="No warranty answers for causes such as misuse, liquid or wear.",
    )
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_repair_cause_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )

    _code_unique = models.UniqueIndex("(code)", "Two repair causes have the same code.")
