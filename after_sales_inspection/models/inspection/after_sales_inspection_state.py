from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.after_sales_returns.tools import refuse

INSPECTOR = "after_sales_inspection.group_inspector"

# What a person may decide next.
TRANSITIONS = {
    "to_do": ("in_progress", "cancelled"),
    "in_progress": ("done", "cancelled"),
    "done": (),
    "cancelled": (),
}
# Nobody writes these: they follow the steps.
FOLLOWING = frozenset({"date_started", "date_active", "date_ended", "duration_seconds"})
# What is decided as long as the inspection is not over.
DECISION = {"grade_id", "route", "decision_reason", "quantity", "note", "user_id", "warehouse_id"}
# Whoever answers nothing for longer does something else: such a pause does not count.
PAUSE_SECONDS = 300


class AfterSalesInspection(models.Model):
    """How an inspection moves from state to state, and how long it took."""

    _inherit = "after.sales.inspection"
    _transitions = TRANSITIONS
    _following = FOLLOWING

    state = fields.Selection(
        [
            ("to_do", "To do"),
            ("in_progress", "In progress"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="to_do",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    date_started = fields.Datetime(readonly=True, copy=False)
    date_active = fields.Datetime(
        string="Last Answer", readonly=True, copy=False, help="From when on the time counts."
    )
    date_ended = fields.Datetime(readonly=True, copy=False)
    duration_seconds = fields.Integer(
        string="Time (seconds)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="From the start and from one answer to the next; pauses of more than five minutes do "
        "not count.",
    )

    _queue_idx = models.Index("(warehouse_id, id) WHERE state IN ('to_do', 'in_progress')")

    # Buttons ----------------------------------------------------------------------------------

    def action_start(self):
        self.write({"state": "in_progress"})
        return True

    def action_finish(self):
        self.write({"state": "done"})
        return True

    def action_cancel(self):
        self.write({"state": "cancelled"})
        return True

    # The guard --------------------------------------------------------------------------------

    def write(self, vals):
        if DECISION & set(vals):
            self._check_not_over()
        return super().write(vals)

    def _write_over(self, vals):
        """Write past the guard what is to stay readable: a route that went with its addon."""
        super().write(vals)

    def _state_vals(self, target):
        now = fields.Datetime.now()
        if target == "in_progress":
            return {"date_started": now, "date_active": now}
        return {"date_ended": now} if target == "done" else {}

    def _check_transition(self, target):
        """Raise one error with a sentence for each inspection that may not move to ``target``."""
        if not self.env.su and not self.env.user.has_group(INSPECTOR):
            raise AccessError(self.env._("Only inspectors inspect goods: ask for that role."))
        super()._check_transition(target)

    def _check_not_over(self):
        refuse(
            [
                self.env._(
                    "%(inspection)s is over: what was found and decided stands. Make another "
                    "inspection.",
                    inspection=inspection.name,
                )
                for inspection in self
                if inspection.state in ("done", "cancelled")
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_undone(self):
        self.filtered(lambda inspection: inspection.state == "done")._check_not_over()

    def _protecting_over(self):
        """:return: context in which what was found and decided stands where it is over, whatever
        becomes of the answers"""
        over = self.filtered(lambda inspection: inspection.state in ("done", "cancelled"))
        following = ("_compute_outcome", "_compute_decision")
        kept = [field for field in self._fields.values() if field.compute in following]
        return self.env.protecting(kept, over)

    @contextmanager
    def _keeping_decisions(self):
        """What was decided otherwise stands as long as the proposal does, whatever answer is
        corrected meanwhile."""
        decided = {
            inspection: (inspection.rule_id, inspection.grade_id, inspection.route)
            for inspection in self
            if inspection.grade_id != inspection.proposed_grade_id
            or inspection.route != inspection.proposed_route
        }
        yield
        for inspection, (rule, grade, route) in decided.items():
            if inspection.rule_id == rule:
                inspection.write({"grade_id": grade.id, "route": route})

    # What follows -----------------------------------------------------------------------------

    def _on_in_progress(self):
        """Whoever starts it does it, unless it is somebody's already."""
        super(AfterSalesInspection, self.filtered(lambda one: not one.user_id).sudo()).write(
            {"user_id": self.env.uid}
        )

    def _on_done(self):
        """Whose document is sorted by it gets the grade and where the goods go."""
        for inspection in self:
            if inspection._subject_row().sorted and inspection.is_graded:
                inspection._subject_record().sudo()._take_inspection(inspection.sudo())
        self._tell_customers()

    # Time ---------------------------------------------------------------------------------------

    def _check_fillable(self):
        """An answer may be given. The first one starts the inspection."""
        self._check_not_over()
        waiting = self.filtered(lambda inspection: inspection.state == "to_do")
        waiting._write_state("in_progress")

    def _on_answered(self):
        """Count the time since the last answer."""
        now = fields.Datetime.now()
        for inspection in self.sudo():
            since = (now - (inspection.date_active or now)).total_seconds()
            counted = int(since) if since <= PAUSE_SECONDS else 0
            super(AfterSalesInspection, inspection).write(
                {
                    "date_active": now,
                    "duration_seconds": inspection.duration_seconds + counted,
                }
            )
