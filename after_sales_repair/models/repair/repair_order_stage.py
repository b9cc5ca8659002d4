from odoo import api, fields, models

from .repair_order_state import GONE

STAGES = [
    ("intake", "Intake"),
    ("to_diagnose", "To diagnose"),
    ("to_quote", "To quote"),
    ("awaiting_customer", "Awaiting customer"),
    ("to_repair", "To repair"),
    ("in_repair", "In repair"),
    ("to_check", "To check"),
    ("to_hand_back", "To hand back"),
    ("handed_back", "Handed back"),
    ("cancelled", "Cancelled"),
]
ENDED_STAGES = ("handed_back", "cancelled")


class RepairOrder(models.Model):
    """The next thing to do on a repair, computed from facts that the steps write."""

    _inherit = "repair.order"

    after_sales_stage = fields.Selection(
        STAGES,
        string="Stage",
        compute="_compute_after_sales_stage",
        store=True,
        group_expand="_group_expand_after_sales_stage",
        help="The next thing to do.",
    )
    date_diagnosed = fields.Datetime(readonly=True, copy=False)
    quote_state = fields.Selection(
        [
            ("none", "No quotation"),
            ("draft", "To send"),
            ("sent", "Awaiting the customer"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("expired", "Expired"),
        ],
        required=True,
        default="none",
        readonly=True,
        copy=False,
    )
    date_work_done = fields.Datetime(readonly=True, copy=False, help="The technician was ready.")
    check_state = fields.Selection(
        [("none", "Not checked"), ("passed", "Passed"), ("failed", "Failed")],
        required=True,
        default="none",
        readonly=True,
        copy=False,
    )
    date_ready = fields.Datetime(
        readonly=True, copy=False, help="Since when the item can be handed back."
    )
    date_handed_back = fields.Datetime(string="Handed Back", readonly=True, copy=False)

    _after_sales_queue_idx = models.Index(
        "(company_id, after_sales_stage, id DESC) "
        "WHERE after_sales_stage NOT IN ('handed_back', 'cancelled')"
    )
    _after_sales_stage_idx = models.Index("(company_id, after_sales_stage, id DESC)")

    @api.depends(
        "state",
        "under_warranty",
        "date_diagnosed",
        "quote_state",
        "date_work_done",
        "date_ready",
        "date_handed_back",
        "outcome",
        "after_sales_origin",
        "after_sales_disposition_id.resolution",
    )
    def _compute_after_sales_stage(self):
        for repair in self:
            repair.after_sales_stage = repair._next_stage()

    def _next_stage(self):
        self.ensure_one()
        if self.outcome in GONE and self.date_handed_back:
            return "cancelled"
        if self.date_handed_back or self.date_ready:
            return "handed_back" if self.date_handed_back else "to_hand_back"
        ended = {"draft": "intake", "cancel": "cancelled", "done": "handed_back"}.get(self.state)
        return ended or self._stage_of_work()

    def _stage_of_work(self):
        """What is to be done on an item that was taken in and is not ready."""
        if self.state == "under_repair":
            return "to_check" if self.date_work_done else "in_repair"
        return self._stage_before_work()

    def _stage_before_work(self):
        if not self.date_diagnosed:
            return "to_diagnose"
        if self.quote_state in ("sent", "declined"):
            return "awaiting_customer"
        if self.quote_state == "accepted" or not self._is_quote_needed():
            return "to_repair"
        return "to_quote"

    def _is_quote_needed(self):
        """Whether the customer pays, and so decides: not within the warranty, and not for goods
        of our own."""
        self.ensure_one()
        return not self.under_warranty and not self._is_ours()

    @api.model
    def _group_expand_after_sales_stage(self, stages, domain):
        """Show the columns of open work also while they are empty, the others when used."""
        shown = {*self._open_stages(), *stages}
        return [value for value in self._all_stages() if value in shown]

    @api.model
    def _all_stages(self):
        """Their values in their order, with those that other addons bring."""
        return self._fields["after_sales_stage"].get_values(self.env)

    @api.model
    def _open_stages(self):
        """Those in which something is to be done."""
        return [value for value in self._all_stages() if value not in ENDED_STAGES]
