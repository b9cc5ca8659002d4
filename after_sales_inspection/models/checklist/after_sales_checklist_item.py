from odoo import api, fields, models

from ..defect.after_sales_defect import SEVERITIES


class AfterSalesChecklistItem(models.Model):
    """One thing that an inspector looks at, and how it should look."""

    _name = "after.sales.checklist.item"
    _description = "Checklist Item"
    _inherit = ["after.sales.checklist.part.mixin"]
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "after.sales.checklist", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="checklist_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Question", required=True, translate=True)
    kind = fields.Selection(
        [
            ("pass_fail", "Pass or fail"),
            ("choice", "Choice"),
            ("measurement", "Measurement"),
            ("count", "Count"),
            ("text", "Text"),
        ],
        required=True,
        default="pass_fail",
    )
    optional = fields.Boolean(
        string="May Not Apply", help="An inspector may answer that it does not apply."
    )
    photo = fields.Selection(
        [("never", "Not needed"), ("failed", "When it failed"), ("always", "Always")],
        required=True,
        default="never",
    )
    severity = fields.Selection(
        SEVERITIES, required=True, default="major", help="How severe it is when it failed."
    )
    weight = fields.Float(default=1.0, help="What it counts for in the score.")
    defect_id = fields.Many2one(
        "after.sales.defect",
        ondelete="restrict",
        index="btree_not_null",
        help="What goods have for which it failed.",
    )
    image = fields.Image("Picture", max_width=1024, max_height=1024)
    how = fields.Text(string="How It Should Look", translate=True)
    customer_pass = fields.Text(
        string="To the Customer, Passed",
        translate=True,
        help="What the customer reads where it passed. Empty: nothing.",
    )
    customer_fail = fields.Text(
        string="To the Customer, Failed",
        translate=True,
        help="What the customer reads where it failed. Empty: nothing.",
    )
    choice_ids = fields.One2many("after.sales.checklist.choice", "item_id", copy=True)
    has_min = fields.Boolean(string="Has a Lower Limit")
    limit_min = fields.Float(string="At Least", digits=(16, 4))
    has_max = fields.Boolean(string="Has an Upper Limit")
    limit_max = fields.Float(string="At Most", digits=(16, 4))
    uom_id = fields.Many2one("uom.uom", string="Unit", ondelete="restrict")
    device = fields.Char(translate=True, help="What it is measured with.")
    count_max = fields.Integer(string="Allowed", help="With more of them it failed.")

    @api.onchange("defect_id")
    def _onchange_defect_id(self):
        """Not computed: what a defect is made later changes no item in use."""
        if self.defect_id:
            self.severity = self.defect_id.severity

    # Whether it can be filled in --------------------------------------------------------------

    def _problems(self):
        """:return: list of sentences: what stands against using the item"""
        self.ensure_one()
        names = {"checklist": self.checklist_id.display_name, "item": self.name}
        if self.kind == "choice":
            return self._choice_problems_of(names)
        if self.kind == "measurement":
            return self._measurement_problems(names)
        return []

    def _choice_problems_of(self, names):
        if len(self.choice_ids) > 1:
            return []
        return [
            self.env._(
                "%(checklist)s, “%(item)s”: a choice needs two answers at least. Add them.", **names
            )
        ]

    def _measurement_problems(self, names):
        problems = []
        if not self.uom_id:
            problems.append(
                self.env._(
                    "%(checklist)s, “%(item)s”: a measurement needs a unit. Choose one.", **names
                )
            )
        if self.has_min and self.has_max and self.limit_min > self.limit_max:
            problems.append(
                self.env._(
                    "%(checklist)s, “%(item)s”: the lower limit %(low)g is above the upper limit "
                    "%(high)g. Exchange them.",
                    low=self.limit_min,
                    high=self.limit_max,
                    **names,
                )
            )
        return problems

    def _is_within(self, number):
        """Whether a measured number, in the unit of the item, lies within its limits."""
        self.ensure_one()
        return not (
            (self.has_min and number < self.limit_min) or (self.has_max and number > self.limit_max)
        )

    def _page_item(self):
        """:return: dict of what the page of an inspector shows of it"""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "optional": self.optional,
            "photo": self.photo,
            "severity": self.severity,
            "how": self.how or "",
            "has_image": bool(self.with_context(bin_size=True).image),
            "choices": [
                {"id": choice.id, "name": choice.name, "failed": choice.failed}
                for choice in self.choice_ids
            ],
            "limit_min": self.limit_min if self.has_min else False,
            "limit_max": self.limit_max if self.has_max else False,
            "unit": self.uom_id.name or "",
            "device": self.device or "",
            "count_max": self.count_max,
        }
