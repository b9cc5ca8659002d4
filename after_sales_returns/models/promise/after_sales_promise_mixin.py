from odoo import api, fields, models
from odoo.fields import Domain


class AfterSalesPromiseMixin(models.AbstractModel):
    """A document that promises its steps.

    The document declares ``promise_ids`` (one2many of ``after.sales.promise`` by its link
    field), names that link field in ``_promise_link``, says by ``_promise_facts`` where its
    steps stand, and calls ``_sync_promises`` once after whatever may change that.
    """

    _name = "after.sales.promise.mixin"
    _description = "Promises of a Document"

    # The field of ``after.sales.promise`` that names the document.
    _promise_link = None

    promise_due = fields.Datetime(
        string="Promised Until",
        compute="_compute_promise_due",
        store=True,
        index="btree_not_null",
        copy=False,
        help="The next due time of what was promised; none while the customer is awaited.",
    )
    promise_step = fields.Selection(
        selection="_selection_promise_step",
        string="Next Promise",
        compute="_compute_promise_due",
        store=True,
        copy=False,
    )
    promise_late = fields.Boolean(compute="_compute_promise_late", search="_search_promise_late")

    def _selection_promise_step(self):
        return self.env["after.sales.promise"]._selection_step()

    @api.depends("promise_ids.state", "promise_ids.due")
    def _compute_promise_due(self):
        for record in self:
            running = record.promise_ids.filtered(lambda own: own.state in ("open", "breached"))
            following = min(running, key=lambda own: (own.due, own.id), default=running)
            record.promise_due = following.due
            record.promise_step = following.step

    @api.depends("promise_due")
    def _compute_promise_late(self):
        now = fields.Datetime.now()
        for record in self:
            record.promise_late = bool(record.promise_due and record.promise_due < now)

    @api.model
    def _search_promise_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("promise_due", "<", fields.Datetime.now())
        found = Domain.FALSE
        if True in value:
            found |= late
        if False in value:
            found |= ~late
        return found

    def _promise_facts(self):
        """Where the steps of these documents stand, all at once.

        A step that is not named, or has no start, promises nothing: what is still open of it
        is dropped.

        :return: dict record → dict step → (start, met, waiting): when it began, when it was done
            (datetime or False), and whether the customer is awaited
        """
        return {}

    def _promise_scope(self):
        """What the rules look at.

        :return: dict with ``company_id``, ``team_id``, ``partner_id``, ``policy_ids`` (records),
            ``channel`` and ``priority`` (values); what is missing matches only rules that do not
            ask for it
        """
        self.ensure_one()
        return {"company_id": self.company_id, "partner_id": self.partner_id}

    def _promise_zone(self):
        """The time zone in which days are promised: the customer's, else the company's."""
        self.ensure_one()
        return self.partner_id._after_sales_zone(self.company_id)

    def _promise_document_vals(self):
        """Values that the promises copy from their document, to be grouped and ruled by."""
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "team_id": False,
            "user_id": self.user_id.id,
            "warehouse_id": False,
        }
