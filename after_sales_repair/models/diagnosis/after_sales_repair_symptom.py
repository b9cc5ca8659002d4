from odoo import fields, models


class AfterSalesRepairSymptom(models.Model):
    """What is wrong, as the technician finds it, in words that a report can group by."""

    _name = "after.sales.repair.symptom"
    _description = "Repair Symptom"
    _order = "sequence, code, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_repair_symptom_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )

    _code_unique = models.UniqueIndex("(code)", "Two repair symptoms have the same code.")
