from odoo import api, fields, models

LEAD = "after_sales_repair.group_repair_lead"


class ResUsers(models.Model):
    """A technician: skills, what an hour costs, how much waits."""

    _inherit = "res.users"

    after_sales_skill_ids = fields.Many2many(
        "after.sales.repair.skill",
        "after_sales_user_skill_rel",
        "user_id",
        "skill_id",
        string="Repair Skills",
    )
    after_sales_hourly_cost = fields.Float(
        string="Repair Hourly Cost",
        groups=f"{LEAD},base.group_erp_manager",
        help="What an hour of this technician costs us, in the company's currency. Zero: as the "
        "settings say.",
    )

    @api.model
    def _after_sales_rate(self, user, company):
        """:return: what an hour of ``user`` costs ``company``, in its currency"""
        return user.sudo().after_sales_hourly_cost or company.sudo().after_sales_hourly_cost
