import math

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from odoo.addons.after_sales_returns.tools import refuse

from .iso2859 import AQLS, LEVELS, Sample, single_sampling, stricter

AQL_CHOICES = [(aql, f"{aql} %") for aql in AQLS]
# What says for which receipts somebody has to look for a plan.
ASKING = {"active", "company_id"}


class AfterSalesSamplingPlan(models.Model):
    """How many units of a bought lot are looked at, and with how many nonconforming ones it is
    still accepted. Of those that fit, the most specific one is chosen."""

    _name = "after.sales.sampling.plan"
    _description = "Sampling Plan"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", default=lambda self: self.env.company
    )
    method = fields.Selection(
        [
            ("all", "Every unit"),
            ("count", "A fixed number"),
            ("percent", "A share of the lot"),
            ("aql", "AQL (ISO 2859-1)"),
        ],
        required=True,
        default="aql",
    )
    sample_count = fields.Integer(string="Units", default=10)
    sample_percent = fields.Float(string="Share (%)", default=10.0)
    inspection_level = fields.Selection(
        [(level, level) for level in LEVELS], required=True, default="II"
    )
    aql_major = fields.Selection(
        AQL_CHOICES,
        string="AQL, Major",
        required=True,
        default="2.5",
        help="Usual in clothing: 2.5 %.",
    )
    aql_minor = fields.Selection(
        AQL_CHOICES,
        string="AQL, Minor",
        required=True,
        default="4.0",
        help="Usual in clothing: 4 %.",
    )
    accept_major = fields.Integer(
        string="Accepted, Major", help="A lot with more major nonconforming units is refused."
    )
    accept_minor = fields.Integer(
        string="Accepted, Minor", help="A lot with more minor nonconforming units is refused."
    )
    skip_frequency = fields.Integer(
        string="With Skip-Lot, One Lot In",
        default=4,
        help="Of a proven supplier's lots one in so many is still looked at (a house rule).",
    )
    product_ids = fields.Many2many(
        "product.product", "after_sales_sampling_plan_product_rel", string="Products"
    )
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_sampling_plan_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "after_sales_sampling_plan_partner_rel",
        string="Suppliers",
        help="Empty: every supplier.",
    )
    checklist_id = fields.Many2one(
        "after.sales.checklist",
        check_company=True,
        ondelete="restrict",
        domain=[("occasion", "=", "purchase_receipt"), ("state", "!=", "replaced")],
        help="What is looked at on each unit, and the defects that are offered first.",
    )
    example = fields.Char(compute="_compute_example", string="Of a Lot of 1,000")

    _sample_count_positive = models.Constraint(
        "CHECK(sample_count > 0)", "A sample has one unit at least."
    )
    _sample_percent_positive = models.Constraint(
        "CHECK(sample_percent > 0)", "A sample is more than 0 % of its lot."
    )
    _skip_frequency_positive = models.Constraint(
        "CHECK(skip_frequency > 1)", "With skip-lot, one lot in two at most is looked at."
    )

    @api.constrains("checklist_id")
    def _check_checklist(self):
        refuse(
            [
                self.env._(
                    "%(plan)s: “%(checklist)s” is not meant for purchase receipts. Choose a "
                    "checklist of that occasion.",
                    plan=plan.name,
                    checklist=plan.checklist_id.display_name,
                )
                for plan in self
                if plan.checklist_id and plan.checklist_id.occasion != "purchase_receipt"
            ]
        )

    @api.constrains("method", "sample_count", "sample_percent", "accept_major", "accept_minor")
    def _check_accepted(self):
        """A lot that is accepted whatever is found is not sampled."""
        refuse(
            [
                self.env._(
                    "%(plan)s: of a sample of %(size)s units, %(accept)s nonconforming ones are to "
                    "be accepted, so that no lot is ever refused. Accept fewer, or take a larger "
                    "sample.",
                    plan=plan.name,
                    size=plan.sample_count,
                    accept=max(plan.accept_major, plan.accept_minor),
                )
                for plan in self
                if plan.method == "count"
                and max(plan.accept_major, plan.accept_minor) >= plan.sample_count
            ]
        )

    # How many ---------------------------------------------------------------------------------

    @api.depends(
        "method",
        "sample_count",
        "sample_percent",
        "inspection_level",
        "aql_major",
        "aql_minor",
        "accept_major",
        "accept_minor",
    )
    @api.depends_context("lang")
    def _compute_example(self):
        for plan in self:
            samples = plan._samples(1000)
            plan.example = self.env._(
                "%(size)s units; refused with %(critical)s critical, %(major)s major or %(minor)s "
                "minor nonconforming ones",
                size=samples["critical"].size,
                **{severity: sample.reject for severity, sample in samples.items()},
            )

    def _samples(self, lot_size, tightened=False):
        """What a lot is accepted by.

        :param lot_size: int, at least 1
        :param tightened: whether it is looked at more closely: by AQL with the next stricter one,
            else with twice the sample (both house rules)
        :return: dict severity → :class:`Sample`. No critical unit is accepted, in the largest
            sample of the plan
        """
        self.ensure_one()
        if self.method == "aql":
            others = {
                "major": self._aql_sample(self.aql_major, lot_size, tightened)[1],
                "minor": self._aql_sample(self.aql_minor, lot_size, tightened)[1],
            }
        else:
            size = self._plain_size(lot_size, tightened)
            others = {
                "major": Sample(size, self.accept_major),
                "minor": Sample(size, self.accept_minor),
            }
        return {"critical": Sample(max(one.size for one in others.values()), 0), **others}

    def _aql_sample(self, aql, lot_size, tightened):
        aql = stricter(aql) if tightened else aql
        return single_sampling(self.inspection_level, aql, lot_size)

    def _code_letter(self, lot_size):
        """:return: the standard's letter for the size of a lot, or False"""
        self.ensure_one()
        if self.method != "aql":
            return False
        return self._aql_sample(self.aql_major, lot_size, False)[0]

    def _plain_size(self, lot_size, tightened):
        sizes = {
            "all": lot_size,
            "count": self.sample_count,
            "percent": math.ceil(round(lot_size * self.sample_percent / 100.0, 6)),
        }
        return min(sizes[self.method] * (2 if tightened else 1), lot_size)

    # Which one --------------------------------------------------------------------------------

    @api.model
    @ormcache()
    def _is_used(self):
        """Whether anybody samples at all: who does not, pays nothing."""
        return bool(self.sudo().search([], limit=1))

    @api.model
    def _chosen_for(self, goods, company):
        """Which plan a received lot is sampled by.

        :param goods: set of (``product.product``, ``res.partner`` that it is bought from)
        :return: dict (product, supplier) → plan, without those that none is meant for
        """
        plans = self.sudo().search(Domain("company_id", "in", (company.id, False)))
        chosen = {}
        for product, partner in goods if plans else ():
            ranked = [plan for plan in plans if plan._suits(product, partner)]
            if ranked:
                # Of equals the first in their order.
                chosen[product, partner] = max(ranked, key=lambda plan: plan._rank(product))
        return chosen

    def _suits(self, product, partner):
        self.ensure_one()
        return (
            (not self.product_ids or product in self.product_ids)
            and (not self.partner_ids or partner in self.partner_ids.commercial_partner_id)
            and (not self.categ_ids or self._category_depth(product) > 0)
        )

    def _rank(self, product):
        """How specific the plan is: one for the product before one for the supplier before one
        for a category, of these the nearest."""
        return (
            bool(self.product_ids),
            bool(self.partner_ids),
            self._category_depth(product),
            bool(self.company_id),
        )

    def _category_depth(self, product):
        """:return: depth of the nearest of its categories above ``product``; 0 if there is none"""
        path = product.categ_id.parent_path or ""
        above = [one for one in self.categ_ids if path.startswith(one.parent_path)]
        return max((one.parent_path.count("/") for one in above), default=0)

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        self.env.registry.clear_cache()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if ASKING & set(vals):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
