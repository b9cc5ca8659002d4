from typing import NamedTuple

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..defect.after_sales_defect import SEVERITIES

RANKS = {value: rank for rank, (value, _label) in enumerate(SEVERITIES, start=1)}


class RuleFacts(NamedTuple):
    """A rule as it stands in a version that does not change any more: ids and values."""

    id: int
    severity: str
    defect_id: int
    score_below: float
    grade_id: int
    route: str

    def holds(self, severity, score, defects):
        """Whether all its conditions hold.

        :param severity: the worst that failed, or False
        :param score: percent
        :param defects: what was found
        """
        if self.severity and RANKS.get(severity, 0) < RANKS[self.severity]:
            return False
        if self.score_below and score >= self.score_below:
            return False
        return not self.defect_id or any(
            str(self.defect_id) in defect.parent_path.split("/") for defect in defects
        )


class AfterSalesChecklistRule(models.Model):
    """What follows from what was found. Of the rules of a checklist the first counts of which
    all conditions hold; one without conditions always does."""

    _name = "after.sales.checklist.rule"
    _description = "Checklist Rule"
    _inherit = ["after.sales.checklist.part.mixin"]
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "after.sales.checklist", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="checklist_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    severity = fields.Selection(SEVERITIES, string="Failed, at Least")
    defect_id = fields.Many2one(
        "after.sales.defect",
        string="Defect Found",
        ondelete="restrict",
        index="btree_not_null",
        help="It, or a part of it.",
    )
    score_below = fields.Float(
        digits=(5, 2), help="In percent of the weight of what was answered. 0: whatever the score."
    )
    grade_id = fields.Many2one("after.sales.grade", ondelete="restrict")
    route = fields.Selection(
        selection="_selection_route",
        compute="_compute_route",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the goods go.",
    )

    def _selection_route(self):
        return self.env["after.sales.disposition"]._fields["route"]._description_selection(self.env)

    @api.depends("grade_id")
    def _compute_route(self):
        for rule in self:
            rule.route = rule.grade_id.route or rule.route

    @api.constrains("grade_id", "route")
    def _check_outcome(self):
        refuse(
            [
                self.env._(
                    "%(checklist)s: a rule proposes a grade, or where the goods go. Choose one.",
                    checklist=rule.checklist_id.display_name,
                )
                for rule in self
                if not rule.grade_id and not rule.route
            ]
        )

    def _outcome(self):
        """Such as "C, Back to vendor"."""
        self.ensure_one()
        route = dict(self._fields["route"]._description_selection(self.env)).get(self.route)
        return ", ".join(part for part in (self.grade_id.name, route) if part)

    def _facts(self):
        """:return: tuple of :class:`RuleFacts`, in the order in which they are tried"""
        return tuple(
            RuleFacts(
                rule.id,
                rule.severity,
                rule.defect_id.id,
                rule.score_below,
                rule.grade_id.id,
                rule.route,
            )
            for rule in self.sorted()
        )
