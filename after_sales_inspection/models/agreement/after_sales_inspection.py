import random
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

# What is usual for a category is known once so many were graded within so many days.
USUAL_COUNT = 20
USUAL_DAYS = 90


class AfterSalesInspection(models.Model):
    """Some inspections are given again, blind, to another inspector: a share by lot, and all that
    were graded otherwise than is usual."""

    _inherit = "after.sales.inspection"

    is_recheck = fields.Boolean(
        string="Given Again", readonly=True, copy=False, help="Changes nothing for the goods."
    )
    original_id = fields.Many2one(
        "after.sales.inspection",
        string="First Inspection",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        groups="after_sales_inspection.group_quality_lead",
    )

    def _after_sales_links(self):
        return super()._after_sales_links() | {"is_recheck", "original_id"}

    def _check_transition(self, target):
        super()._check_transition(target)
        if target in ("in_progress", "done"):
            self._check_other_inspector()

    def _check_fillable(self):
        super()._check_fillable()
        self._check_other_inspector()

    def _check_other_inspector(self):
        """:raise UserError: a sentence for each that would be inspected again by the first"""
        refuse(
            [
                self.env._(
                    "%(inspection)s is to be inspected by somebody who did not look at it "
                    "before: leave it to a colleague.",
                    inspection=again.name,
                )
                for again in self.sudo().filtered("is_recheck")
                if again.original_id.user_id in again.user_id | self.env.user
            ]
        )

    def _carry_out(self, target):
        """Nothing follows for the goods from looking again, whatever addons make of an inspection
        that is done: only what is known of the inspectors."""
        over = target == "done"
        again = self.filtered("is_recheck") if over else self.browse()
        super(AfterSalesInspection, self - again)._carry_out(target)
        self.env["after.sales.agreement"]._compare(again)
        if over:
            (self - again)._draw_rechecks()

    def _is_told(self):
        return super()._is_told() and not self.is_recheck

    # Which are given again --------------------------------------------------------------------

    def _draw_rechecks(self):
        graded = self.sudo().filtered(lambda one: one.is_graded and one.user_id)
        drawn = graded.filtered(lambda one: one._is_drawn()) | graded._graded_unusually()
        usable = drawn.filtered(lambda one: one.checklist_id.state == "in_use")
        self.sudo().create([one._prepare_recheck_vals() for one in usable])

    def _is_drawn(self):
        return random.random() * 100.0 < self.company_id.after_sales_recheck_percent

    def _graded_unusually(self):
        """:return: those of these that got another grade than most of their category did"""
        if not self:
            return self
        usual = self._usual_grades()
        return self.filtered(
            lambda one: (
                one.product_categ_id in usual and one.grade_id != usual[one.product_categ_id]
            )
        )

    @api.model
    def _usual_grades(self):
        """:return: dict category → the grade that most got, where that is known"""
        since = fields.Datetime.now() - timedelta(days=USUAL_DAYS)
        counts = self.sudo()._read_group(
            [
                ("state", "=", "done"),
                ("is_recheck", "=", False),
                ("date_ended", ">=", since),
                ("product_categ_id", "in", self.product_categ_id.ids),
                ("grade_id", "!=", False),
            ],
            ["product_categ_id", "grade_id"],
            ["__count"],
        )
        found = {}
        for category, grade, count in counts:
            found.setdefault(category, []).append((count, grade))
        return {
            category: max(grades, key=lambda pair: pair[0])[1]
            for category, grades in found.items()
            if sum(count for count, _grade in grades) >= USUAL_COUNT
        }

    def _prepare_recheck_vals(self):
        goods = self._subject_fields() | {"product_id", "quantity"}
        return {
            **{name: self._fields[name].convert_to_write(self[name], self) for name in goods},
            "company_id": self.company_id.id,
            "warehouse_id": self.warehouse_id.id,
            "occasion": self.occasion,
            "checklist_id": self.checklist_id.id,
            "is_recheck": True,
            "original_id": self.id,
        }
