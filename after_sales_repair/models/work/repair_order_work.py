from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import WORKING


class RepairOrder(models.Model):
    """Working on an item: start, pause, and the time it took."""

    _inherit = "repair.order"
    _guarded = {"hours_worked"}

    time_ids = fields.One2many(
        "after.sales.repair.time", "repair_id", string="Working Times", groups=",".join(WORKING)
    )
    hours_worked = fields.Float(compute="_compute_hours_worked", store=True)
    is_running = fields.Boolean(
        string="Being Worked On",
        compute="_compute_is_running",
        search="_search_is_running",
        help="A technician's clock is running on it.",
    )
    is_running_for_me = fields.Boolean(compute="_compute_is_running")

    @api.depends("time_ids.duration_hours")
    def _compute_hours_worked(self):
        for repair in self:
            repair.hours_worked = sum(repair.time_ids.mapped("duration_hours"))

    @api.depends("time_ids.date_stop", "time_ids.user_id")
    @api.depends_context("uid")
    def _compute_is_running(self):
        running = (
            self.env["after.sales.repair.time"]
            .sudo()
            .search([("repair_id", "in", self.ids), ("date_stop", "=", False)])
        )
        mine = running.filtered(lambda entry: entry.user_id == self.env.user).repair_id
        for repair in self:
            repair.is_running = repair._origin in running.repair_id
            repair.is_running_for_me = repair._origin in mine

    def _search_is_running(self, operator, value):
        if operator != "in":
            return NotImplemented
        running = self.env["after.sales.repair.time"].sudo().search([("date_stop", "=", False)])
        inside = "in" if list(value) == [True] else "not in"
        return [("id", inside, running.repair_id.ids)]

    # Start and pause --------------------------------------------------------------------------

    def action_start_work(self):
        """Start or go on. The clock runs where one repair is started: nobody works on two."""
        self._check_role(WORKING)
        self._check_start_work()
        repairs = self.sudo()
        repairs.filtered(lambda repair: not repair.user_id).user_id = self.env.user
        repairs.filtered(lambda repair: repair.state == "confirmed").action_repair_start()
        if len(repairs) == 1:
            repairs._start_clock()
        return True

    def _check_start_work(self):
        problems = []
        for repair in self:
            problems += repair._start_problems()
        refuse(problems)

    def _start_problems(self):
        """:return: list of sentences that stand against working on the item now"""
        self.ensure_one()
        if self.after_sales_stage in ("to_repair", "in_repair"):
            return []
        stages = dict(self._fields["after_sales_stage"]._description_selection(self.env))
        return [
            self.env._(
                "%(repair)s (%(item)s) is at “%(stage)s”: work starts once it is diagnosed, and "
                "accepted by the customer where the customer pays.",
                stage=stages[self.after_sales_stage],
                **self._names(),
            )
        ]

    def _start_clock(self):
        """Have the user's clock run on this repair, and on no other."""
        entries = self.env["after.sales.repair.time"].sudo()
        running = entries.search([("user_id", "=", self.env.uid), ("date_stop", "=", False)])
        if running.repair_id == self:
            return
        running._stop()
        entries.create({"repair_id": self.id, "user_id": self.env.uid})

    def action_pause_work(self):
        """Stop the user's own clock on these repairs."""
        self._check_role(WORKING)
        mine = self.sudo()._running_times().filtered(lambda time: time.user_id == self.env.user)
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s): your clock is not running on it. Start the work first.",
                    **repair._names(),
                )
                for repair in self - self.browse(mine.repair_id.ids)
            ]
        )
        mine._stop()
        return True

    def _running_times(self):
        return self.time_ids.filtered(lambda entry: not entry.date_stop)

    def _on_cancel(self):
        self.sudo()._running_times()._stop()
        super()._on_cancel()

    def _on_done(self):
        repairs = self.sudo()
        repairs._running_times()._stop()
        repairs._note_part_costs()
        super()._on_done()
