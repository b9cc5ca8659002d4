from dateutil.relativedelta import relativedelta

from odoo import fields, models


class AfterSalesPolicyPresumption(models.Model):
    """For how long after the delivery the law presumes that a defect was there from the start,
    so that who denies it has to prove it: of all goods or some, everywhere or in some countries.
    """

    _name = "after.sales.policy.presumption"
    _description = "Burden of Proof"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one("after.sales.policy", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    country_ids = fields.Many2many(
        "res.country",
        "after_sales_policy_presumption_country_rel",
        string="Countries",
        help="Of the customer, else of the company. Empty: every other country.",
    )
    product_tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_policy_presumption_tag_rel",
        string="Product Tags",
        help="Products with one of these tags. Empty: every product.",
    )
    months = fields.Integer(required=True, help="Counted from the delivery: 12 for a year.")
    source_id = fields.Many2one("after.sales.source", ondelete="restrict")

    _months_positive = models.Constraint(
        "CHECK(months > 0)",
        "A defect is presumed for some months: enter them, or remove the line.",
    )

    def _first_match(self, facts):
        """The row of these that holds for a case: of its country if there is one, else of all.

        :param facts: the :class:`Facts` of a return line
        """
        of_goods = self.filtered(
            lambda row: (
                not row.product_tag_ids or not facts.tag_ids.isdisjoint(row.product_tag_ids._ids)
            )
        )
        here = of_goods.filtered(lambda row: facts.country in row.country_ids)
        return (here or of_goods.filtered(lambda row: not row.country_ids))[:1]

    def _last_day(self, delivered):
        """Return until when a defect of goods delivered on a day is presumed."""
        self.ensure_one()
        return delivered + relativedelta(months=self.months)
