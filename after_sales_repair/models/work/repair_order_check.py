from odoo import fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING, WORKING


class RepairOrder(models.Model):
    """The check before an item can be handed back: work finished, then passed or failed."""

    _inherit = "repair.order"
    _guarded = {"date_checked", "check_user_id", "work_done_user_id", "failed_check_count"}

    check_ids = fields.One2many(
        "after.sales.repair.check", "repair_id", string="Checks", groups=",".join(SERVING)
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
        self.check_ids.unlink()
        self.env["after.sales.repair.check"].create(self._prepare_check_vals())
        self.write(
            {
                "date_work_done": fields.Datetime.now(),
                "work_done_user_id": self.env.uid,
                "check_state": "none",
            }
        )

    def _prepare_check_vals(self):
        """:return: list of dict that make the check lists of these repairs"""
        items = self.env["after.sales.repair.check.item"].sudo()
        return [
            {"repair_id": repair.id, "item_id": item.id, "name": item.name, "sequence": index}
            for product, repairs in self.grouped("product_id").items()
            for index, item in enumerate(items._for_product(product))
            for repair in repairs
        ]

    # Checking ---------------------------------------------------------------------------------

    def action_check_pass(self):
        """The items are fit to be handed back."""
        self._check_role(WORKING)
        problems = []
        for repair in self:
            problems += repair._check_problems() or repair._pass_problems()
        refuse(problems)
        repairs = self.sudo()
        repairs.write({"check_state": "passed", **self._checked_now()})
        # Of two at once the second waits here, and finds the item checked.
        repairs.flush_recordset(["check_state"])
        repairs.action_repair_end()
        return True

    def action_check_fail(self, reason=False):
        """Send the items back to work.

        :param reason: what was wrong; may be empty where a line of the check list failed
        """
        self._check_role(WORKING)
        problems = []
        for repair in self:
            problems += repair._check_problems() or repair._fail_problems(reason)
        refuse(problems)
        for repair in self.sudo():
            repair.message_post(body=repair._failure_message(reason))
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

    def _pass_problems(self):
        """What stands against passing: what has no result, and what failed."""
        self.ensure_one()
        failed = self.check_ids.filtered(lambda line: line.result == "fail")
        missing = self.check_ids.filtered(lambda line: not line.result)
        problems = []
        if failed:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): %(checks)s failed. Press “Check Failed”, so that it "
                    "goes back to work.",
                    checks=", ".join(failed.mapped("name")),
                    **self._names(),
                )
            )
        if missing:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): %(checks)s has no result. Enter pass, fail or not "
                    "applicable.",
                    checks=", ".join(missing.mapped("name")),
                    **self._names(),
                )
            )
        return problems

    def _fail_problems(self, reason):
        self.ensure_one()
        if (reason and reason.strip()) or "fail" in self.check_ids.mapped("result"):
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): say what is wrong: let a check fail, or give a reason.",
                **self._names(),
            )
        ]

    def _failure_message(self, reason):
        self.ensure_one()
        failed = self.check_ids.filtered(lambda line: line.result == "fail")
        words = [reason] if reason and reason.strip() else []
        words += [f"{line.name} ({line.note})" if line.note else line.name for line in failed]
        return self.env._("Check failed: %s", "; ".join(words))

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

    def _on_draft(self):
        super()._on_draft()
        self.sudo().write({"date_work_done": False, "check_state": "none"})
