from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import barcode_source, only_one, refuse


class AfterSalesTransitBatch(models.Model):
    """Items that travel together between a store and its workshop.

    A transit batch is sent as a whole and may arrive in parts: what is missing stays open and is
    received when it turns up. Its transfers are real: shelf → transit → shelf
    (``after_sales_transit_batch_transfer.py``).
    """

    _name = "after.sales.transit.batch"
    _description = "Transit Batch"
    _inherit = ["after.sales.import.mixin", "mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, readonly=True, copy=False, default="New", index="trigram"
    )
    direction = fields.Selection(
        [("to_workshop", "To the workshop"), ("to_store", "To the store")],
        required=True,
        default=lambda self: self._default_direction(),
    )
    store_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        index=True,
        default=lambda self: self._default_store(),
    )
    workshop_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        compute="_compute_workshop_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Packing"),
            ("sent", "On its way"),
            ("received", "Received"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        tracking=True,
    )
    line_ids = fields.One2many("after.sales.transit.batch.line", "batch_id", string="Items")
    repair_ids = fields.Many2many("repair.order", compute="_compute_repair_ids", string="Repairs")
    item_count = fields.Integer(string="Items Packed", compute="_compute_counts")
    missing_count = fields.Integer(string="Items Missing", compute="_compute_counts")
    missing_names = fields.Char(string="Missing", compute="_compute_counts")
    date_sent = fields.Datetime(string="Sent", readonly=True, copy=False, tracking=True)
    date_received = fields.Datetime(
        string="Received", readonly=True, copy=False, help="When the last item had come."
    )
    carrier = fields.Char(copy=False)
    carrier_tracking_ref = fields.Char(string="Tracking Reference", copy=False)
    parcel_count = fields.Integer(string="Parcels", default=1)
    note = fields.Text()
    picking_ids = fields.One2many(
        "stock.picking", "after_sales_transit_batch_id", string="Transfers", copy=False
    )
    picking_count = fields.Integer(compute="_compute_picking_count")

    _company_state_idx = models.Index("(company_id, state, id DESC)")
    _parcels_positive = models.Constraint(
        "CHECK(parcel_count > 0)", "A transit batch has at least one parcel."
    )

    @api.model
    def _default_direction(self):
        """Store staff send to the workshop, everybody else to a store."""
        return "to_workshop" if self.env.user.after_sales_warehouse_ids else "to_store"

    @api.model
    def _default_store(self):
        own = self.env.user.after_sales_warehouse_ids
        return own.filtered(lambda store: store.company_id == self.env.company)[:1]

    @api.depends("store_id")
    def _compute_workshop_id(self):
        for batch in self:
            batch.workshop_id = batch.store_id.after_sales_workshop_id or batch.workshop_id

    @api.depends("line_ids.repair_id")
    def _compute_repair_ids(self):
        for batch in self:
            batch.repair_ids = batch.line_ids.repair_id

    @api.depends("line_ids.date_received", "line_ids.is_lost", "state")
    def _compute_counts(self):
        for batch in self:
            lines = batch.line_ids
            missing = lines.filtered(lambda line: not line.date_received and not line.is_lost)
            on_its_way = batch.state == "sent"
            batch.item_count = len(lines)
            batch.missing_count = len(missing) if on_its_way else 0
            came = on_its_way and missing != lines
            batch.missing_names = ", ".join(missing.repair_id.mapped("name")) if came else ""

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        for batch in self:
            batch.picking_count = len(batch.sudo().picking_ids)

    # Who is who in it -------------------------------------------------------------------------

    def _sender(self):
        """The warehouse that packs and sends."""
        self.ensure_one()
        return self.store_id if self.direction == "to_workshop" else self.workshop_id

    def _receiver(self):
        """The warehouse that it comes to."""
        self.ensure_one()
        return self.workshop_id if self.direction == "to_workshop" else self.store_id

    def _names(self):
        """The words that a refusal names this transit batch by."""
        self.ensure_one()
        return {
            "batch": self.name,
            "sender": self._sender().name,
            "receiver": self._receiver().name,
        }

    def _check_packing(self):
        """:raise UserError: if one of them is not being packed any more"""
        refuse(
            [
                self.env._(
                    "%(batch)s is not being packed any more: its stores and items are "
                    "fixed. Make a new transit batch.",
                    **batch._names(),
                )
                for batch in self
                if batch.state != "draft"
            ]
        )

    # Buttons ------------------------------------------------------------------------------------

    def action_view_transfers(self):
        only_one(self)
        return (
            self.sudo()
            .picking_ids.with_env(self.env)
            ._get_records_action(name=self.env._("Transfers"))
        )

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Packing List %(name)s", name=self.name)

    @api.model
    def _barcode(self, value, width, height):
        """:return: the source of an image with the Code128 barcode of ``value``"""
        return barcode_source(value, width, height)

    def action_print_packing_list(self):
        report = self.env.ref("after_sales_repair_transit.action_report_packing_list")
        # XML-RPC carries no None.
        return report.report_action(self, data={})
