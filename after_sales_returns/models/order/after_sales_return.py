from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import refuse, without_defaults

# Documents and dates that follow the steps.
LINKS = {
    "picking_ids",
    "refund_ids",
    "exchange_order_ids",
    "date_requested",
    "date_answered",
    "date_decided",
    "date_approved",
    "date_received",
    "date_last_received",
    "date_sent",
    "date_sorted",
    "date_settled",
    "date_closed",
    "awaiting_customer",
    "mail_undelivered",
    "manager_was_asked",
}


class AfterSalesReturn(models.Model):
    """The authorisation document: what a customer wants to bring back and what came of it.

    ``state`` holds only what a person decided; ``stage`` says what is to be done next and is
    what lists, kanban and reports group by. How the state moves stands in
    ``after_sales_return_state.py``; how goods come in, in ``after_sales_return_receipt.py``.
    """

    _name = "after.sales.return"
    _description = "Return Order"
    _inherit = [
        "after.sales.link.guard.mixin",
        "after.sales.files.mixin",
        "after.sales.import.mixin",
        "after.sales.addressee.mixin",
        "portal.mixin",
        "rating.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(
        string="Reference", required=True, copy=False, readonly=True, default="/", index="trigram"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True, precompute=True
    )
    channel = fields.Selection(
        [
            ("portal", "Portal"),
            ("store", "Store"),
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("chat", "Chat"),
            ("api", "API"),
        ],
        required=True,
        default=lambda self: "store" if self._is_at_a_store() else "phone",
        tracking=True,
        help="How the customer asked for the return.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Receiving Warehouse",
        required=True,
        index=True,
        check_company=True,
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    team_id = fields.Many2one(
        "after.sales.team",
        check_company=True,
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0", index=True)
    transport = fields.Selection(
        [
            ("ship", "Customer ships"),
            ("pickup", "We pick up"),
            ("store", "Brought to a store"),
            ("keep", "Customer keeps the goods"),
        ],
        required=True,
        default=lambda self: "store" if self._is_at_a_store() else "ship",
        tracking=True,
        help="How the goods come back.",
    )
    carrier_tracking_ref = fields.Char(
        string="Tracking Reference", copy=False, tracking=True, index="btree_not_null"
    )
    description = fields.Html(
        string="Customer's Words", help="What the customer wrote; for e-mails, the whole text."
    )
    note = fields.Html(string="Internal Note", groups="base.group_user")
    refusal_reason = fields.Text(
        copy=False, tracking=True, help="Sent to the customer when the request is refused."
    )

    line_ids = fields.One2many("after.sales.return.line", "return_id", copy=True)
    disposition_ids = fields.One2many("after.sales.disposition", "return_id")
    picking_ids = fields.Many2many(
        "stock.picking",
        "after_sales_return_picking_rel",
        "return_id",
        "picking_id",
        string="Transfers",
        copy=False,
        help="Receipts, sorting transfers (one may serve several returns) and deliveries.",
    )
    refund_ids = fields.Many2many(
        "account.move",
        "after_sales_return_refund_rel",
        "return_id",
        "refund_id",
        string="Credit Notes",
        copy=False,
        help="One per original invoice; one may serve several returns settled together.",
    )
    exchange_order_ids = fields.One2many(
        "sale.order", "after_sales_return_id", string="Exchange Orders"
    )
    sale_order_ids = fields.Many2many("sale.order", compute="_compute_sale_order_ids")

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        readonly=True,
        tracking=True,
        help="What a person decided. The stage tells what is to be done next.",
    )
    stage = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "To decide"),
            ("awaiting_goods", "Awaiting goods"),
            ("to_sort", "To sort"),
            ("to_settle", "To settle"),
            ("closed", "Closed"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_stage",
        store=True,
        group_expand="_group_expand_stage",
        help="The next thing to do: computed from the decision and the quantities.",
    )
    progress = fields.Float(
        compute="_compute_stage",
        store=True,
        aggregator="avg",
        help="Settled share of the quantity to come, in percent.",
    )
    deadline = fields.Date(
        compute="_compute_deadline",
        store=True,
        help="Last day on which the first of the lines may come back.",
    )
    amount_refund = fields.Monetary(
        string="Refund (untaxed)", compute="_compute_amount_refund", store=True
    )

    date_requested = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    date_approved = fields.Datetime(readonly=True, copy=False)
    date_received = fields.Datetime(
        readonly=True, copy=False, help="When the first goods of it were received."
    )
    date_sorted = fields.Datetime(
        readonly=True, copy=False, help="When the last decision on received goods was taken."
    )
    date_settled = fields.Datetime(readonly=True, copy=False)
    date_closed = fields.Datetime(readonly=True, copy=False)

    picking_count = fields.Integer(compute="_compute_document_counts")
    refund_count = fields.Integer(compute="_compute_document_counts")
    exchange_count = fields.Integer(compute="_compute_document_counts")
    sale_count = fields.Integer(compute="_compute_document_counts")
    partner_return_count = fields.Integer(compute="_compute_document_counts")

    _name_company_unique = models.UniqueIndex(
        "(company_id, name) WHERE name != '/'", "Two return orders of a company share a reference."
    )
    _queue_idx = models.Index(
        "(company_id, stage, id DESC) WHERE state IN ('draft', 'requested', 'approved')"
    )
    _stage_idx = models.Index("(company_id, stage, id DESC)")
    _deadline_idx = models.Index("(deadline) WHERE state = 'approved'")

    @api.model
    def _is_at_a_store(self):
        """The user is store staff, so the customer stands there with the goods."""
        user = self.env.user
        return user.has_group("after_sales_returns.group_after_sales_store") and not (
            user.has_group("after_sales_returns.group_after_sales_user")
        )

    # Computed -----------------------------------------------------------------------------

    @api.depends("line_ids.currency_id", "company_id")
    def _compute_currency_id(self):
        for order in self:
            currencies = order.line_ids.currency_id
            order.currency_id = currencies if len(currencies) == 1 else order.company_id.currency_id

    @api.depends("company_id", "line_ids.sale_line_id")
    def _compute_warehouse_id(self):
        """The store of a store user, else where the goods were sold from, else the company's; one
        that was closed takes nothing in."""
        stores = self.env.user.after_sales_warehouse_ids
        for order in self:
            if order.warehouse_id and order.warehouse_id.company_id == order.company_id:
                continue
            candidates = (
                stores
                | order.line_ids.sale_line_id.sudo().warehouse_id
                | order.company_id._default_after_sales_warehouse()
            )
            order.warehouse_id = candidates.filtered(
                lambda warehouse, order=order: (
                    warehouse.active and warehouse.company_id == order.company_id
                )
            )[:1]

    @api.depends(
        "state",
        "line_ids.quantity",
        "line_ids.quantity_received",
        "line_ids.quantity_decided",
        "line_ids.quantity_settled",
        "line_ids.state",
    )
    def _compute_stage(self):
        for order in self:
            order.stage = order._open_stage() if order.state == "approved" else order.state
            total = sum(max(line.quantity, line.quantity_received) for line in order.line_ids)
            settled = sum(order.line_ids.mapped("quantity_settled"))
            order.progress = 100.0 * settled / total if total else 0.0

    def _open_stage(self):
        """What an approved return needs next; what lies on the bench comes before what is
        still on its way."""
        self.ensure_one()
        if any(line._is_to_sort() for line in self.line_ids):
            return "to_sort"
        if any(line._is_to_settle() for line in self.line_ids):
            return "to_settle"
        return "awaiting_goods"

    @api.depends("line_ids.deadline")
    def _compute_deadline(self):
        for order in self:
            order.deadline = min(filter(None, order.line_ids.mapped("deadline")), default=False)

    @api.depends("disposition_ids.amount_refund", "disposition_ids.state", "currency_id")
    def _compute_amount_refund(self):
        for order in self:
            order.amount_refund = sum(
                part.currency_id._convert(
                    part.amount_refund,
                    order.currency_id,
                    order.company_id,
                    part.date_settled or fields.Date.today(),
                )
                for part in order.disposition_ids
                if part.state != "cancelled"
            )

    @api.model
    def _search_display_name(self, operator, value):
        """A whole number or tracking reference, typed or scanned, is looked up as it is: the
        index of parts of numbers has to read far more, since all numbers begin alike."""
        if operator in ("ilike", "like", "=ilike") and isinstance(value, str):
            exact = Domain("name", "=", value) | Domain("carrier_tracking_ref", "=", value)
            found = self.search(exact & Domain("company_id", "in", self.env.companies.ids), limit=1)
            if found:
                return exact
        return super()._search_display_name(operator, value)

    def _compute_access_url(self):
        super()._compute_access_url()
        for order in self:
            order.access_url = f"/my/returns/{order.id}"

    # Writing ------------------------------------------------------------------------------

    def _after_sales_links(self):
        return super()._after_sales_links() | LINKS

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, {"state"})
        self._check_new_states(vals_list)
        self._check_never_came_vals(vals_list)
        self._check_warehouses(vals_list)
        companies = self._new_companies(vals_list)
        named = self.env["ir.sequence"]._after_sales_name(self._name, vals_list, companies)
        return super().create(named)

    def _new_companies(self, vals_list):
        """:return: list with the company of each new return order"""
        default = self.default_get(["company_id"]).get("company_id")
        return [
            self.env["res.company"].browse(vals.get("company_id", default)) for vals in vals_list
        ]

    def _check_warehouses(self, vals_list):
        """A company that was just made may have no warehouse: say so before the database does."""
        companies = self.env["res.company"].union(
            *(
                company
                for vals, company in zip(vals_list, self._new_companies(vals_list), strict=True)
                if not vals.get("warehouse_id")
            )
        )
        bare = companies and companies - companies._default_after_sales_warehouse().company_id
        refuse(
            [
                self.env._(
                    "%(company)s has no warehouse that could take returned goods in. Create one "
                    "in Inventory → Configuration → Warehouses, or choose another company.",
                    company=company.sudo().name,
                )
                for company in bare
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unused(self):
        problems = [
            self.env._(
                "%(return)s cannot be deleted because it was handled already. Cancel it instead.",
                **{"return": order.name},
            )
            for order in self
            if order.state not in ("draft", "cancelled") or order.picking_ids
        ]
        refuse(problems)

    def _customer_location(self):
        self.ensure_one()
        return self.partner_id.with_company(self.company_id).property_stock_customer
