from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

from ..defect.after_sales_defect import SEVERITIES

# The field that holds the answer, for each kind of item.
VALUE_FIELDS = {
    "pass_fail": "answer",
    "choice": "choice_id",
    "measurement": "number",
    "count": "number",
    "text": "text",
}
VALUES = set(VALUE_FIELDS.values())
ENTERED = VALUES | {"note", "photo_ids", "defect_id"}


class AfterSalesInspectionAnswer(models.Model):
    """The answer to one item of a checklist. An inspection makes its answers; inspectors enter
    what they found."""

    _name = "after.sales.inspection.answer"
    _description = "Inspection Answer"
    _inherit = ["after.sales.files.mixin"]
    _order = "inspection_id, sequence, id"
    _rec_name = "item_id"

    inspection_id = fields.Many2one(
        "after.sales.inspection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="inspection_id.company_id", store=True, precompute=True)
    state = fields.Selection(related="inspection_id.state", string="Inspection State")
    product_id = fields.Many2one(related="inspection_id.product_id", store=True, precompute=True)
    item_id = fields.Many2one(
        "after.sales.checklist.item",
        string="Question",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="item_id.sequence", store=True, precompute=True)
    kind = fields.Selection(related="item_id.kind")
    image = fields.Image(related="item_id.image")
    how = fields.Text(related="item_id.how")
    answer = fields.Selection(
        [("pass", "Pass"), ("fail", "Fail"), ("na", "Does not apply")],
    )
    choice_id = fields.Many2one(
        "after.sales.checklist.choice",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('item_id', '=', item_id)]",
    )
    number = fields.Float(digits=(16, 4), aggregator="avg")
    uom_id = fields.Many2one(related="item_id.uom_id")
    text = fields.Text()
    result = fields.Selection(
        [("pass", "Pass"), ("fail", "Fail"), ("na", "Does not apply")],
        compute="_compute_result",
        store=True,
        precompute=True,
        index=True,
    )
    severity = fields.Selection(SEVERITIES, compute="_compute_result", store=True, precompute=True)
    defect_id = fields.Many2one(
        "after.sales.defect",
        compute="_compute_defect_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        help="What was found. It follows from the answer; another one may be chosen.",
    )
    note = fields.Char(help="For colleagues: customers do not read it.")
    photo_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_inspection_answer_photo_rel",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    photo_count = fields.Integer(
        compute="_compute_photo_count", store=True, string="Number of Photos"
    )
    user_id = fields.Many2one("res.users", string="Answered By", readonly=True)
    date_answered = fields.Datetime(readonly=True, index=True)
    client_key = fields.Char(
        readonly=True, help="By which the inspector's page knows what is saved already."
    )

    _one_per_item = models.UniqueIndex(
        "(inspection_id, item_id)", "An item is answered once in an inspection."
    )

    # What it says -----------------------------------------------------------------------------

    @api.depends("answer", "choice_id", "number", "text", "date_answered")
    def _compute_result(self):
        for answer in self:
            answer.result = answer._judged()
            answer.severity = answer.result == "fail" and (
                answer.choice_id.severity or answer.item_id.severity
            )

    def _judged(self):
        """:return: ``pass``, ``fail``, ``na``, or False as long as nothing is answered"""
        self.ensure_one()
        item = self.item_id
        if not self.date_answered:
            return False
        if item.kind == "pass_fail" or self.answer == "na":
            return self.answer
        if item.kind == "choice":
            return self.choice_id and ("fail" if self.choice_id.failed else "pass")
        if item.kind == "measurement":
            return "pass" if item._is_within(self.number) else "fail"
        if item.kind == "count":
            return "pass" if self.number <= item.count_max else "fail"
        return "pass" if (self.text or "").strip() else False

    @api.depends("result", "choice_id")
    def _compute_defect_id(self):
        for answer in self:
            answer.defect_id = answer.result == "fail" and (
                answer.choice_id.defect_id or answer.item_id.defect_id
            )

    @api.depends("photo_ids")
    def _compute_photo_count(self):
        for answer in self:
            answer.photo_count = len(answer.photo_ids)

    def _needs_photo(self):
        """Whether a photo is required and missing."""
        self.ensure_one()
        rule = self.item_id.photo
        required = rule == "always" or (rule == "failed" and self.result == "fail")
        return required and self.result != "na" and not self.photo_count

    def _is_missing(self):
        """Whether the item still has to be answered."""
        self.ensure_one()
        return not self.result

    def _customer_text(self):
        """:return: what the customer reads of it, or False"""
        self.ensure_one()
        if self.choice_id:
            return self.choice_id.customer_text
        texts = {"pass": self.item_id.customer_pass, "fail": self.item_id.customer_fail}
        return texts.get(self.result)

    def _shown_value(self):
        """:return: str, the answer in words"""
        self.ensure_one()
        labels = dict(self._fields["result"]._description_selection(self.env))
        if self.result == "na" or self.kind == "pass_fail":
            return labels.get(self.result, "")
        if self.kind == "measurement" and self.result:
            return f"{self.number:g} {self.uom_id.name}"
        if self.kind == "count" and self.result:
            return f"{self.number:g}"
        return self.choice_id.name or self.text or ""

    # Entering it --------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_steps(bool(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) == {"defect_id"} and self.env.su:
            # Two defects meant the same, and one is left.
            with self.inspection_id._protecting_over():
                return super().write(vals)
        self._check_by_steps(not set(vals) <= ENTERED)
        if not ENTERED & set(vals):
            return super().write(vals)
        self.inspection_id._check_fillable()
        self._check_entered(vals)
        if VALUES & set(vals):
            given = any(
                vals[name] is not False and vals[name] is not None for name in VALUES & set(vals)
            )
            vals = {
                "answer": False,  # what applies after all
                **vals,
                "user_id": self.env.uid,
                "date_answered": given and fields.Datetime.now(),
            }
        with self.inspection_id._keeping_decisions():
            result = super().write(vals)
        self.inspection_id._on_answered()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_with_inspection_only(self):
        self._check_by_steps(True)

    def _check_by_steps(self, forbidden):
        """:raise UserError: if a user does what only an inspection does"""
        if forbidden and not self.env.su:
            raise UserError(
                self.env._(
                    "The answers of an inspection follow its checklist: enter what you found."
                )
            )

    def _check_entered(self, vals):
        """:raise UserError: a sentence for each answer that its item cannot have"""
        refuse([sentence for answer in self for sentence in answer._entered_problems(vals)])

    def _entered_problems(self, vals):
        self.ensure_one()
        names = {"inspection": self.inspection_id.name, "item": self.item_id.sudo().name}
        return [
            *self._wrong_kind_problems(vals, names),
            *self._not_applying_problems(vals, names),
            *self._unknown_choice_problems(vals, names),
        ]

    def _wrong_kind_problems(self, vals, names):
        item = self.item_id.sudo()
        allowed = {VALUE_FIELDS[item.kind]} | ({"answer"} if vals.get("answer") == "na" else set())
        # A number that is not asked for is 0 in whatever sends all fields of a row.
        if not any(vals[name] for name in VALUES & set(vals) - allowed):
            return []
        return [
            self.env._(
                "%(inspection)s, “%(item)s” is not answered so. It asks for: %(kind)s.",
                kind=dict(item._fields["kind"]._description_selection(self.env))[item.kind],
                **names,
            )
        ]

    def _not_applying_problems(self, vals, names):
        if vals.get("answer") != "na" or self.item_id.sudo().optional:
            return []
        return [
            self.env._(
                "%(inspection)s, “%(item)s” always applies. Answer it, or cancel the inspection.",
                **names,
            )
        ]

    def _unknown_choice_problems(self, vals, names):
        if not vals.get("choice_id"):
            return []
        offered = [("item_id", "=", self.item_id.id)]
        choices = self.env["after.sales.checklist.choice"].sudo()
        # One query brings all that the result asks of the choice.
        read = ["failed", "severity", "defect_id", "item_id"]
        known = isinstance(vals["choice_id"], int) and 0 < vals["choice_id"] < 2**31
        if known and choices.search_fetch([("id", "=", vals["choice_id"]), *offered], read):
            return []
        return [
            self.env._(
                "%(inspection)s, “%(item)s” does not offer this choice. Choose one of: "
                "%(choices)s.",
                choices=", ".join(choices.search(offered).mapped("name")),
                **names,
            )
        ]
