from odoo import api, fields, models

from ..checklist.after_sales_checklist_rule import RANKS
from ..defect.after_sales_defect import SEVERITIES


class AfterSalesInspection(models.Model):
    """What follows from the answers: a result, and what a rule of the checklist proposes. The
    inspector decides, and says why where it is something else."""

    _inherit = "after.sales.inspection"

    result = fields.Selection(
        [("pass", "Pass"), ("fail", "Fail")],
        compute="_compute_outcome",
        store=True,
        index=True,
        tracking=True,
        help="Empty as long as items that would decide it are not answered.",
    )
    severity = fields.Selection(
        SEVERITIES, string="Worst Failed", compute="_compute_outcome", store=True
    )
    score = fields.Float(
        string="Score (%)",
        digits=(5, 2),
        compute="_compute_outcome",
        store=True,
        aggregator="avg",
        help="Weight of what passed, in percent of what passed or failed.",
    )
    failed_count = fields.Integer(string="Failed", compute="_compute_outcome", store=True)
    open_count = fields.Integer(string="To Answer", compute="_compute_outcome", store=True)
    rule_id = fields.Many2one(
        "after.sales.checklist.rule",
        compute="_compute_outcome",
        store=True,
        ondelete="set null",
        help="The rule of the checklist that proposes.",
    )
    proposed_grade_id = fields.Many2one(
        "after.sales.grade",
        compute="_compute_outcome",
        store=True,
        ondelete="restrict",
    )
    proposed_route = fields.Selection(
        selection="_selection_route", compute="_compute_outcome", store=True
    )
    proposal = fields.Char(
        compute="_compute_proposal", help="What is proposed, and what it follows from."
    )
    grade_id = fields.Many2one(
        "after.sales.grade",
        compute="_compute_decision",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    route = fields.Selection(
        selection="_selection_route",
        compute="_compute_decision",
        store=True,
        readonly=False,
        tracking=True,
        help="Where the goods go.",
    )
    decision_reason = fields.Text(
        string="Why Otherwise", help="Why something else is decided than the rule proposes."
    )
    is_graded = fields.Boolean(compute="_compute_is_graded")

    def _selection_route(self):
        return self.env["after.sales.disposition"]._fields["route"]._description_selection(self.env)

    @api.depends("occasion")
    def _compute_is_graded(self):
        occasions = self.env["after.sales.occasion"]
        for inspection in self:
            inspection.is_graded = occasions._row(inspection.occasion).graded

    @api.depends("answer_ids.result", "answer_ids.severity", "answer_ids.defect_id")
    def _compute_outcome(self):
        for inspection in self:
            answers = inspection.answer_ids
            failed = answers.filtered(lambda answer: answer.result == "fail")
            inspection.severity = _worst(failed.mapped("severity"))
            inspection.score = _score(answers)
            inspection.failed_count = len(failed)
            inspection.open_count = sum(1 for answer in answers if answer._is_missing())
            inspection.result = inspection._result_of_answers()
            rule = inspection._first_rule(failed.defect_id)
            inspection.rule_id = rule and rule.id
            inspection.proposed_grade_id = rule and rule.grade_id
            inspection.proposed_route = rule and rule.route

    def _result_of_answers(self):
        fails_from, _rules = self.checklist_id._version_facts()
        if self.severity and RANKS[self.severity] >= RANKS[fails_from]:
            return "fail"
        return "pass" if self.answer_ids and not self.open_count else False

    def _first_rule(self, defects):
        """:return: the first rule of the checklist that holds (:class:`RuleFacts`), or False"""
        if len(self.answer_ids) == self.open_count:
            return False  # nothing is answered yet
        _fails_from, rules = self.checklist_id._version_facts()
        holding = (rule for rule in rules if rule.holds(self.severity, self.score, defects))
        return next(holding, False)

    @api.depends("rule_id")
    def _compute_decision(self):
        """As proposed. A new proposal asks for a new decision."""
        for inspection in self:
            inspection.grade_id = inspection.proposed_grade_id
            inspection.route = inspection.proposed_route

    @api.depends("rule_id", "severity", "score")
    @api.depends_context("lang")
    def _compute_proposal(self):
        for inspection in self:
            outcomes = inspection.checklist_id._version_outcomes() if inspection.rule_id else {}
            outcome = outcomes.get(inspection.rule_id.id)
            inspection.proposal = f"{inspection._found()} → {outcome}" if outcome else False

    def _found(self):
        """What of the answers the rule speaks of.

        :return: str such as "Critical: Sole open"
        """
        _fails_from, rules = self.checklist_id._version_facts()
        rule = next(one for one in rules if one.id == self.rule_id.id)
        failed = self.answer_ids.filtered(lambda answer: answer.result == "fail").sudo()
        if rule.defect_id:
            return self.env["after.sales.defect"].sudo().browse(rule.defect_id).name
        if rule.severity:
            labels = dict(self._fields["severity"]._description_selection(self.env))
            worst = failed.filtered(lambda answer: answer.severity == self.severity)
            names = [answer.defect_id.name or answer.item_id.name for answer in worst]
            return f"{labels[self.severity]}: {', '.join(dict.fromkeys(names))}"
        return self.env._("score %(score).0f %%", score=self.score)

    def _decides_otherwise(self):
        """Whether the decision differs from what is proposed."""
        self.ensure_one()
        return bool(self.rule_id) and (
            self.grade_id != self.proposed_grade_id or self.route != self.proposed_route
        )

    # What being done asks for -------------------------------------------------------------------

    def _done_problems(self):
        self.ensure_one()
        names = {"inspection": self.name}
        missing = self.answer_ids.filtered(lambda answer: answer._is_missing())
        if missing:
            return [
                self.env._(
                    "%(inspection)s is not finished. Still to be answered: %(items)s.",
                    items=", ".join(missing.item_id.mapped("name")),
                    **names,
                )
            ]
        return [
            self.env._(
                "%(inspection)s, “%(item)s” needs a photo. Take one.",
                item=answer.item_id.name,
                **names,
            )
            for answer in self.answer_ids
            if answer._needs_photo()
        ] + self._decision_problems(names)

    def _decision_problems(self, names):
        if self.is_graded and not self.grade_id and not self.route:
            return [
                self.env._(
                    "%(inspection)s: no rule proposes a grade. Choose one, or where the goods go.",
                    **names,
                )
            ]
        if self._decides_otherwise() and not (self.decision_reason or "").strip():
            return [
                self.env._(
                    "%(inspection)s: “%(proposal)s” is proposed, and something else is decided. "
                    "Write why.",
                    proposal=self.proposal,
                    **names,
                )
            ]
        return []


def _worst(severities):
    return max(filter(None, severities), key=RANKS.get, default=False)


def _score(answers):
    """:return: percent of the weight that passed of what passed or failed; 100 for nothing"""
    weights = {"pass": 0.0, "fail": 0.0}
    for answer in answers:
        if answer.result in weights:
            weights[answer.result] += answer.item_id.weight
    total = sum(weights.values())
    return 100.0 * weights["pass"] / total if total else 100.0
