from odoo import fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING, WORKING
from .after_sales_checklist import OCCASION


class RepairOrder(models.Model):
    """The check before an item can be handed back: work finished, then passed or failed. Where a
    checklist is required, the inspection that is filled in with it is the check."""

    _inherit = "repair.order"
    _guarded = {"date_checked", "check_user_id", "work_done_user_id", "failed_check_count"}

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection", "repair_id", string="Inspections", groups=",".join(SERVING)
    )
    date_checked = fields.Datetime(string="Checked On", readonly=True, copy=False)
    check_user_id = fields.Many2one("res.users", string="Checked By", readonly=True, copy=False)
    work_done_user_id = fields.Many2one(
        "res.users", string="Finished By", readonly=True, copy=False
    )
    failed_check_count = fields.Integer(string="Failed Checks", readonly=True, copy=False)

    # Work finished ----------------------------------------------------------------------------

    def action_work_done(self):
        """The technician is ready: the item waits for its check."""
        self._check_role(WORKING)
        self._check_work_done()
        self.sudo()._do_work_done()
        return True

    def _check_work_done(self):
        problems = []
        for repair in self:
            if repair.after_sales_stage != "in_repair":
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s) is not in repair: only work that was started can "
                        "be finished.",
                        **repair._names(),
                    )
                )
            else:
                problems += repair._part_problems()
        refuse(problems)

    def _do_work_done(self):
        self._running_times()._stop()
        self.write(
            {
                "date_work_done": fields.Datetime.now(),
                "work_done_user_id": self.env.uid,
                "check_state": "none",
            }
        )
        self._after_sales_plan_checks()

    # Checklists -------------------------------------------------------------------------------

    def _after_sales_checklists_required(self):
        """:return: dict repair → the checklist with which it must be checked. An item that is no
        product of ours has none."""
        checklists, required = self.env["after.sales.checklist"], {}
        for company, repairs in self.grouped("company_id").items():
            chosen = checklists._required_for(repairs.product_id, OCCASION, company)
            required.update(
                (repair, chosen[repair.product_id])
                for repair in repairs
                if repair.product_id in chosen
            )
        return required

    def _after_sales_plan_checks(self):
        """Have an inspection, to be done, of each that must be checked with a checklist."""
        self.env["after.sales.inspection"].create(
            [
                {"repair_id": repair.id, "occasion": OCCASION, "checklist_id": checklist.id}
                for repair, checklist in self._after_sales_checklists_required().items()
                if not repair._after_sales_open_checks()
            ]
        )

    def _after_sales_open_checks(self):
        """:return: the inspections after repair that are not over"""
        return self.sudo().after_sales_inspection_ids.filtered(
            lambda one: one.occasion == OCCASION and one.state in ("to_do", "in_progress")
        )

    def _after_sales_passed_inspection(self):
        """Whether it was inspected, and passed, since the work on it was finished."""
        self.ensure_one()
        return any(
            one.occasion == OCCASION
            and one.state == "done"
            and one.result == "pass"
            and one.date_ended >= self.date_work_done
            for one in self.sudo().after_sales_inspection_ids
        )

    def _after_sales_last_answers(self):
        """:return: the answers of its last inspection after repair, in the language of the
        environment; whoever may read the repair may read them"""
        self.ensure_one()
        done = self.sudo().after_sales_inspection_ids.filtered(
            lambda one: one.occasion == OCCASION and one.state == "done"
        )
        return done.sorted("id")[-1:].answer_ids

    def action_after_sales_inspect(self):
        """The inspections after repair that are not over; those that have none get one.

        :return: action that opens them
        """
        self.check_access("read")
        inspections = self.env["after.sales.inspection"].browse(self._after_sales_open_checks().ids)
        inspections |= inspections.create(
            [
                {"repair_id": repair.id, "occasion": OCCASION}
                for repair in self - inspections.repair_id
            ]
        )
        return inspections._get_records_action(name=self.env._("Inspections"))

    # Checking ---------------------------------------------------------------------------------

    def action_check_pass(self):
        """The items are fit to be handed back."""
        self._check_role(WORKING)
        required, problems = self._after_sales_checklists_required(), []
        for repair in self:
            problems += repair._check_problems() or repair._pass_problems(required.get(repair))
        refuse(problems)
        repairs = self.sudo()
        repairs.write({"check_state": "passed", **self._checked_now()})
        # Of two at once the second waits here, and finds the item checked.
        repairs.flush_recordset(["check_state"])
        repairs.action_repair_end()
        return True

    def action_check_fail(self, reason=False):
        """Send the items back to work.

        :param reason: str, what was wrong
        """
        self._check_role(WORKING)
        problems = []
        for repair in self:
            problems += repair._check_problems() or repair._fail_problems(reason)
        refuse(problems)
        for repair in self.sudo():
            repair.message_post(body=self.env._("Check failed: %s", reason))
            repair._after_sales_open_checks().action_cancel()
            repair.write(
                {
                    "date_work_done": False,
                    "check_state": "failed",
                    "failed_check_count": repair.failed_check_count + 1,
                    **self._checked_now(),
                }
            )
        return True

    def _checked_now(self):
        return {"date_checked": fields.Datetime.now(), "check_user_id": self.env.uid}

    def _check_problems(self):
        """What stands against checking at all."""
        self.ensure_one()
        if self.after_sales_stage != "to_check":
            return [
                self.env._(
                    "%(repair)s (%(item)s) does not wait for a check: finish the work first.",
                    **self._names(),
                )
            ]
        if self.env.user in self._workers() and self.company_id.sudo().after_sales_four_eyes:
            return [
                self.env._(
                    "%(repair)s (%(item)s): %(technician)s worked on it, so somebody else checks "
                    "it. Ask a colleague.",
                    technician=self.env.user.name,
                    **self._names(),
                )
            ]
        return []

    def _workers(self):
        """Who may not check it: who is said to work on it, and who did."""
        return self.sudo().time_ids.user_id | self.user_id | self.work_done_user_id

    def _pass_problems(self, checklist):
        """What stands against passing: an inspection that is not over, or that is to be done.

        :param checklist: the one that is required, or None
        """
        self.ensure_one()
        waiting = self._after_sales_open_checks()
        if waiting:
            return [
                self.env._(
                    "%(repair)s (%(item)s): finish %(inspection)s, its result is that of the "
                    "check.",
                    inspection=", ".join(waiting.mapped("name")),
                    **self._names(),
                )
            ]
        if checklist and not self._after_sales_passed_inspection():
            return [
                self.env._(
                    "%(repair)s (%(item)s): “%(checklist)s” is to be filled in before it is handed "
                    "back. Press Inspect, and finish the inspection.",
                    checklist=checklist.display_name,
                    **self._names(),
                )
            ]
        return []

    def _fail_problems(self, reason):
        self.ensure_one()
        if reason and reason.strip():
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): say what is wrong, so that it can be mended.",
                **self._names(),
            )
        ]

    # Odoo's own end ---------------------------------------------------------------------------

    def _done_problems(self):
        problems = super()._done_problems()
        if self.check_state == "passed" or self._is_odoos_own():
            return problems + self._part_problems()
        return [
            *problems,
            self.env._(
                "%(repair)s (%(item)s) was not checked. Finish the work, then press “Check "
                "Passed”.",
                **self._names(),
            ),
        ]

    def _on_cancel(self):
        self._after_sales_open_checks().action_cancel()
        super()._on_cancel()

    def _on_draft(self):
        super()._on_draft()
        self.sudo().write({"date_work_done": False, "check_state": "none"})
