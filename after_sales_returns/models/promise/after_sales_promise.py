from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import only_one

# A promise that is still to be kept. One that is breached is live until the step is done.
LIVE = ("open", "paused", "breached")


class AfterSalesPromise(models.Model):
    """One due time of a step of one document: promised from when, due when, kept or broken.

    Promises follow their documents (``after_sales_promise_sync.py``) and the scheduler
    (``after_sales_promise_cron.py``); nobody has the right to write them. Every rate of a
    report ("answered within 48 hours") is computed from them. The terms of the rule are copied,
    so that a changed rule changes no promise that was given.

    An addon gives its own documents promises with a link field beside ``return_id``, named in
    ``_link_fields``, and the mixin on the document.
    """

    _name = "after.sales.promise"
    _description = "After-Sales Promise"
    _order = "due desc, id desc"
    _rec_name = "step"

    step = fields.Selection(selection="_selection_step", required=True, readonly=True)
    rule_id = fields.Many2one(
        "after.sales.promise.rule", readonly=True, ondelete="set null", index="btree_not_null"
    )
    return_id = fields.Many2one(
        "after.sales.return",
        string="Return Order",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    document_name = fields.Char(string="Document", compute="_compute_document_name")
    company_id = fields.Many2one(
        "res.company", compute="_compute_document_values", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_document_values",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    team_id = fields.Many2one(
        "after.sales.team",
        compute="_compute_document_values",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_document_values",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Store or Warehouse",
        compute="_compute_document_values",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Whose staff may see it.",
    )

    hours = fields.Float(string="Promised Hours", readonly=True, aggregator="avg")
    warn_hours = fields.Float(readonly=True, aggregator=None)
    days = fields.Integer(
        string="Promised Days",
        readonly=True,
        aggregator=None,
        help="Whole days instead of hours; 0: hours. Waiting does not move their end.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar", string="Working Hours", readonly=True, ondelete="restrict"
    )
    date_start = fields.Datetime(string="Promised From", required=True, readonly=True)
    due = fields.Datetime(required=True, readonly=True, help="Moves on by the time it is paused.")
    paused_since = fields.Datetime(
        readonly=True, help="Since when the customer is awaited; the time does not count."
    )
    paused_hours = fields.Float(readonly=True, aggregator="avg")
    date_met = fields.Datetime(string="Done At", readonly=True)
    date_breached = fields.Datetime(
        string="Broken At", readonly=True, help="The due time, where the step was not done by it."
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("paused", "Waiting for the customer"),
            ("breached", "Late"),
            ("met", "Done"),
            ("cancelled", "Dropped"),
        ],
        required=True,
        readonly=True,
        default="open",
        help="What was done late is done and has a broken time.",
    )
    on_time = fields.Float(
        string="Kept",
        compute="_compute_on_time",
        store=True,
        precompute=True,
        aggregator="avg",
        help="1 for a promise kept, 0 for one broken. The average is the share that was kept of "
        "those done or broken; what is still open does not count.",
    )
    hours_taken = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Hours from the beginning until it was done, without those paused; working hours "
        "where the promise counts those. The average is of what was done.",
    )

    date_check = fields.Datetime(
        readonly=True, help="When the scheduler looks at it next: to warn, then when it is due."
    )
    date_warned = fields.Datetime(readonly=True)
    date_escalated = fields.Datetime(readonly=True)
    warn_activity_id = fields.Many2one(
        "mail.activity", readonly=True, ondelete="set null", index="btree_not_null"
    )
    escalation_activity_id = fields.Many2one(
        "mail.activity", readonly=True, ondelete="set null", index="btree_not_null"
    )

    _live_return_unique = models.UniqueIndex(
        "(return_id, step) WHERE return_id IS NOT NULL AND state IN ('open', 'paused', 'breached')",
        "A return order has one live promise for a step.",
    )
    _check_idx = models.Index("(date_check) WHERE state = 'open' AND date_check IS NOT NULL")
    _report_idx = models.Index("(company_id, date_start)")

    # The document -------------------------------------------------------------------------

    def _selection_step(self):
        return self.env["after.sales.promise.rule"]._fields["step"]._description_selection(self.env)

    @api.model
    def _link_fields(self):
        """:return: names of the fields of which one names the document"""
        return ["return_id"]

    def _document(self):
        """The document that this promise belongs to."""
        self.ensure_one()
        for name in self._link_fields():
            if self[name]:
                return self[name]
        return self.return_id

    @api.depends("step")
    def _compute_display_name(self):
        labels = dict(self._selection_step())
        for promise in self:
            step = labels.get(promise.step, promise.step)
            promise.display_name = f"{promise.document_name} – {step}"

    @api.depends(lambda self: self._link_fields())
    def _compute_document_name(self):
        for promise in self:
            promise.document_name = promise._document().display_name

    @api.depends(
        "return_id.company_id",
        "return_id.partner_id",
        "return_id.team_id",
        "return_id.user_id",
        "return_id.warehouse_id",
    )
    def _compute_document_values(self):
        """An addon adds the fields of its document to the dependencies."""
        for promise in self:
            document = promise._document()
            promise.update(document._promise_document_vals())

    def action_view_document(self):
        """Open what was promised."""
        only_one(self)
        document = self._document()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }

    # The report ---------------------------------------------------------------------------

    @api.depends("date_met", "date_breached")
    def _compute_on_time(self):
        for promise in self:
            promise.on_time = bool(promise.date_met and not promise.date_breached)

    def _read_group_select(self, aggregate_spec, query):
        """Averages are of what is decided: open promises are neither kept nor broken yet."""
        name = aggregate_spec.removesuffix(":avg")
        if name == aggregate_spec or name not in ("on_time", "hours_taken"):
            return super()._read_group_select(aggregate_spec, query)
        value, met, breached = (
            self._field_to_sql(self._table, field, query)
            for field in (name, "date_met", "date_breached")
        )
        ended = SQL("%s IS NOT NULL", met)
        if name == "on_time":
            ended = SQL("(%s OR %s IS NOT NULL)", ended, breached)
        return SQL("AVG(%s) FILTER (WHERE %s)", value, ended)
