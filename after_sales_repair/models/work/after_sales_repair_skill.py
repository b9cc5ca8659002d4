from odoo import fields, models


class AfterSalesRepairSkill(models.Model):
    """What a technician can repair: watches, phones, soles."""

    _name = "after.sales.repair.skill"
    _description = "Repair Skill"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    user_ids = fields.Many2many(
        "res.users", "after_sales_user_skill_rel", "skill_id", "user_id", string="Technicians"
    )
    categ_ids = fields.One2many(
        "product.category", "after_sales_skill_id", string="Product Categories"
    )

    _name_unique = models.UniqueIndex("(name)", "There is already a skill of this name.")
