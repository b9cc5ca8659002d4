from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

SECONDS_PER_HOUR = 3600.0


class AfterSalesRepairTime(models.Model):
    """The time a technician worked on a repair; without an end the clock is running.

    The buttons of the repair write it. Workshop leads correct it. Each stopped entry has its
    cost, by the rate of the technician or of the company.
    """

    _name = "after.sales.repair.time"
    _description = "Repair Time"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    repair_id = fields.Many2one(
        "repair.order", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Technician",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date_start = fields.Datetime(string="Start", required=True, default=fields.Datetime.now)
    date_stop = fields.Datetime(string="Stop")
    duration_hours = fields.Float(
        string="Hours", compute="_compute_duration_hours", store=True, help="Zero while running."
    )
    note = fields.Char()
    cost_id = fields.Many2one(
        "after.sales.cost", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    _running_unique = models.UniqueIndex(
        "(user_id) WHERE date_stop IS NULL", "A technician works on one repair at a time."
    )
    _dates_check = models.Constraint(
        "CHECK (date_stop IS NULL OR date_stop >= date_start)", "Work stops after it starts."
    )

    @api.depends("date_start", "date_stop")
    def _compute_duration_hours(self):
        for entry in self:
            seconds = 0.0
            if entry.date_start and entry.date_stop:
                seconds = (entry.date_stop - entry.date_start).total_seconds()
            entry.duration_hours = seconds / SECONDS_PER_HOUR

    @api.depends("user_id", "date_start")
    def _compute_display_name(self):
        for entry in self:
            started = fields.Datetime.context_timestamp(entry, entry.date_start)
            entry.display_name = f"{entry.user_id.name}, {started:%Y-%m-%d %H:%M}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("cost_id", None)
        entries = super().create(vals_list)
        entries._follow_with_cost()
        return entries

    def write(self, vals):
        if "cost_id" in vals and not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "cost_id"}
        result = super().write(vals)
        if not vals.keys().isdisjoint(("date_start", "date_stop", "user_id", "repair_id")):
            self._follow_with_cost()
        return result

    def unlink(self):
        self.sudo().cost_id.unlink()
        return super().unlink()

    def _stop(self):
        """Stop the clock of those that run."""
        running = self.filtered(lambda entry: not entry.date_stop)
        running.write({"date_stop": fields.Datetime.now()})
        # The index on running clocks must see it before another one starts.
        running.flush_recordset(["date_stop"])

    # Cost -------------------------------------------------------------------------------------

    def _follow_with_cost(self):
        """Have one labour cost per stopped entry that is worth something."""
        entries = self.sudo()
        entries.cost_id.unlink()
        costly = entries.filtered(lambda entry: entry.duration_hours and entry._rate())
        costs = self.env["after.sales.cost"].sudo()
        costs = costs.create([entry._prepare_cost_vals() for entry in costly])
        for entry, cost in zip(costly, costs, strict=True):
            entry.cost_id = cost

    def _rate(self):
        self.ensure_one()
        return self.env["res.users"]._after_sales_rate(self.user_id, self.company_id)

    def _prepare_cost_vals(self):
        """:return: dict for the ``after.sales.cost`` of this work"""
        self.ensure_one()
        return self.repair_id._prepare_cost_vals(
            "labour",
            self.env._("Work of %(technician)s", technician=self.user_id.name),
            date=self.date_stop,
            quantity=self.duration_hours,
            unit_cost=self._rate(),
            amount=self.repair_id.company_id.currency_id.round(self.duration_hours * self._rate()),
        )

    @api.constrains("repair_id", "date_stop")
    def _check_open(self):
        """A clock runs only on a repair that is worked on."""
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) is not being worked on: no clock runs on it. Enter "
                    "when the work stopped.",
                    **entry.repair_id._names(),
                )
                for entry in self
                if not entry.date_stop and entry.repair_id.state != "under_repair"
            ]
        )
