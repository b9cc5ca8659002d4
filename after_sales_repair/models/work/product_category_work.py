from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    after_sales_skill_id = fields.Many2one(
        "after.sales.repair.skill",
        string="Repair Skill",
        index="btree_not_null",
        help="Who repairs products of this category; empty: as its parent category.",
    )

    def _after_sales_ancestors(self):
        """:return: list of categories, the nearest first, beginning with this one"""
        self.ensure_one()
        ids = [int(part) for part in (self.parent_path or "").split("/") if part]
        return [self.browse(category) for category in reversed(ids)]

    def _after_sales_skill(self):
        """The skill of the nearest category up the tree that names one."""
        for category in self._after_sales_ancestors() if self else ():
            if category.after_sales_skill_id:
                return category.after_sales_skill_id
        return self.env["after.sales.repair.skill"]
