from odoo import api, fields, models

from ...tools import refuse
from ..order.after_sales_return_line import RESOLUTIONS


class AfterSalesDisposition(models.Model):
    """A quantity (or one serial) of a return line on which someone decided.

    ``route`` says where the goods go, ``resolution`` what the customer gets; the two are
    independent. A value of either is carried out by the method named after it:
    ``_route_<value>()`` and ``_settle_<value>()``, each on the whole recordset of that value; what
    holds for it stands in the tables ``after.sales.route`` and ``after.sales.resolution``.
    A disposition settled while ``date_decided`` is empty was paid in advance of the goods.
    """

    _name = "after.sales.disposition"
    _inherit = ["after.sales.files.mixin", "after.sales.import.mixin"]
    _description = "Return Disposition"
    _order = "line_id desc, id"
    _check_company_auto = True

    line_id = fields.Many2one(
        "after.sales.return.line", required=True, ondelete="cascade", index=True
    )
    return_id = fields.Many2one(related="line_id.return_id", store=True, index=True)
    company_id = fields.Many2one(related="line_id.company_id", store=True)
    partner_id = fields.Many2one(related="return_id.partner_id")
    warehouse_id = fields.Many2one(related="line_id.warehouse_id", store=True)
    product_id = fields.Many2one(related="line_id.product_id", store=True)
    product_uom_id = fields.Many2one(related="line_id.product_uom_id")
    currency_id = fields.Many2one(related="line_id.currency_id")
    quantity = fields.Float(required=True, digits="Product Unit")
    lot_id = fields.Many2one("stock.lot", string="Serial / Lot", check_company=True)
    grade_id = fields.Many2one("after.sales.grade", ondelete="restrict")
    route = fields.Selection(
        [
            ("restock", "Back to stock"),
            ("outlet", "Outlet"),
            ("vendor", "Back to vendor"),
            ("scrap", "Scrap"),
            ("send_back", "Send back to customer"),
            ("keep", "Customer keeps it"),
            ("by_hand", "Moved by hand"),
        ],
        compute="_compute_route",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the goods go.",
    )
    resolution = fields.Selection(
        RESOLUTIONS,
        compute="_compute_resolution",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer gets.",
    )
    refund_percent = fields.Float(
        digits=(5, 2),
        compute="_compute_refund_percent",
        store=True,
        readonly=False,
        precompute=True,
    )
    fee = fields.Monetary(
        string="Restocking Fee",
        compute="_compute_fee",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Withheld from the refund, untaxed, for the whole quantity.",
    )
    amount_refund = fields.Monetary(
        string="Refund (untaxed)",
        compute="_compute_amount_refund",
        store=True,
        precompute=True,
        help="Before settlement what the refund will be; after it what was credited.",
    )
    quantity_credited = fields.Float(
        readonly=True,
        copy=False,
        digits=(16, 6),
        help="Quantity of the sold line, in its unit, whose sale was taken back; for a kit's "
        "component its share of the kit.",
    )
    amount_credited = fields.Monetary(
        readonly=True, copy=False, help="Untaxed amount of the credit note."
    )
    note = fields.Char()
    move_ids = fields.One2many("stock.move", "after_sales_disposition_id")
    refund_line_ids = fields.One2many("account.move.line", "after_sales_disposition_id")
    exchange_line_ids = fields.One2many("sale.order.line", "after_sales_disposition_id")
    cut_from_id = fields.Many2one(
        "after.sales.disposition",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Settled ahead together with this one, by the same credit note.",
    )
    cut_off_ids = fields.One2many("after.sales.disposition", "cut_from_id")
    date_decided = fields.Datetime(readonly=True, copy=False)
    date_settled = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("decided", "Decided"),
            ("settled", "Settled"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a disposition must be greater than zero."
    )
    _refund_percent_range = models.Constraint(
        "CHECK(refund_percent BETWEEN 0 AND 100)",
        "The refund percentage of a disposition lies between 0 and 100.",
    )
    _fee_positive = models.Constraint("CHECK(fee >= 0)", "A restocking fee cannot be negative.")
    _queue_idx = models.Index("(state, return_id) WHERE state IN ('draft', 'decided')")

    @api.depends("grade_id", "line_id")
    def _compute_route(self):
        for part in self:
            if part.line_id.return_id.transport == "keep":
                part.route = "keep"
            else:
                part.route = part.grade_id.route or part.route

    @api.depends("line_id", "route")
    def _compute_resolution(self):
        """The customer's wish, unless the goods go back to the customer."""
        for part in self:
            wish = part.line_id.resolution
            part.resolution = "none" if part._route_row().denies else part.resolution or wish

    @api.depends("line_id", "grade_id")
    def _compute_refund_percent(self):
        for part in self:
            settled = part.state == "settled"
            granted = part.line_id._granted_percent(part.grade_id)
            part.refund_percent = part.refund_percent if settled else granted

    @api.depends("line_id", "quantity", "resolution")
    def _compute_fee(self):
        for part in self:
            settled = part.state == "settled"
            part.fee = part.fee if settled else part._policy_fee(part.quantity)

    def _policy_fee(self, quantity):
        """The restocking fee that the policy asks for ``quantity``."""
        self.ensure_one()
        line = self.line_id
        return line.policy_id._restocking_fee(
            line, self.resolution, quantity, line.price_paid_unit, self.currency_id
        )

    def _divided_fee(self, quantity):
        """The fee when ``quantity`` is taken off: the policy's for each, one set by hand in
        proportion.

        :return: (fee of what is taken off, fee of the rest)
        """
        self.ensure_one()
        if not self.currency_id.compare_amounts(self.fee, self._policy_fee(self.quantity)):
            return self._policy_fee(quantity), self._policy_fee(self.quantity - quantity)
        taken = self.currency_id.round(self.fee * quantity / self.quantity)
        return taken, self.currency_id.round(self.fee - taken)

    def _resolution_row(self):
        """What holds for what the customer gets: a row of ``after.sales.resolution``."""
        return self.env["after.sales.resolution"]._row(self.resolution)

    def _route_row(self):
        """What holds for where the goods go: a row of ``after.sales.route``."""
        return self.env["after.sales.route"]._row(self.route)

    @api.depends(
        "quantity",
        "refund_percent",
        "fee",
        "resolution",
        "state",
        "amount_credited",
        "line_id.price_paid_unit",
    )
    def _compute_amount_refund(self):
        for part in self:
            if part.state == "settled":
                part.amount_refund = part.amount_credited
            elif part._resolution_row().credits:
                part.amount_refund = part.line_id.policy_id._refund_amount(
                    part.refund_percent,
                    part.fee,
                    part.quantity,
                    part.line_id.price_paid_unit,
                    part.currency_id,
                )
            else:
                part.amount_refund = 0.0

    def _check_open(self, states):
        problems = [
            self.env._(
                "%(return)s, %(product)s: it is too late to change this disposition. Cancel it "
                "and decide anew.",
                **part._names(),
            )
            for part in self
            if part.state not in states
        ]
        refuse(problems)
