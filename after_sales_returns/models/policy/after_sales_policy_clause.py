from odoo import api, fields, models


class AfterSalesPolicyClause(models.Model):
    """Where the law writes of some goods what it does not write of all: the article that a
    sentence cites on an exception, or on goods that come back only sealed."""

    _name = "after.sales.policy.clause"
    _description = "Return Policy Article"
    _order = "policy_id, id"

    policy_id = fields.Many2one("after.sales.policy", required=True, ondelete="cascade", index=True)
    product_tag_id = fields.Many2one("product.tag", ondelete="cascade")
    categ_id = fields.Many2one("product.category", string="Product Category", ondelete="cascade")
    source_id = fields.Many2one("after.sales.source", required=True, ondelete="restrict")

    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(product_tag_id, categ_id) = 1)",
        "An article of a return policy is about one product tag or one category.",
    )

    @api.depends("product_tag_id", "categ_id", "source_id")
    def _compute_display_name(self):
        for clause in self:
            subject = clause.product_tag_id.name or clause.categ_id.display_name
            clause.display_name = f"{subject}: {clause.source_id.name}"
