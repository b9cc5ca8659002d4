from odoo import api, fields, models

# What a customer can get. Addons extend the two fields that use it with ``selection_add``, and
# say in the table ``after.sales.resolution`` what holds for their values.
RESOLUTIONS = [
    ("refund", "Refund"),
    ("store_credit", "Store credit"),
    ("exchange", "Exchange"),
    ("none", "Nothing"),
]


class AfterSalesReturnLine(models.Model):
    """One product of a return order: the wish, the verdict of the policy, and the quantities.

    Quantities are in ``product_uom_id``. ``sale_line_id`` names the sold unit; a line of a kit
    names the kit's sale line and the component as its product. A line without a sale line is a
    return without receipt (manager group) or an unexpected receipt.
    """

    _name = "after.sales.return.line"
    _inherit = ["after.sales.files.mixin", "after.sales.import.mixin"]
    _description = "Return Line"
    _order = "return_id desc, sequence, id"
    _check_company_auto = True
    _rec_name = "product_id"

    return_id = fields.Many2one("after.sales.return", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    state = fields.Selection(related="return_id.state", store=True, string="Return State")
    company_id = fields.Many2one(related="return_id.company_id", store=True, precompute=True)
    warehouse_id = fields.Many2one(related="return_id.warehouse_id", store=True)
    partner_id = fields.Many2one(related="return_id.partner_id")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Sold Line",
        index="btree_not_null",
        ondelete="restrict",
    )
    sale_order_id = fields.Many2one(related="sale_line_id.order_id", string="Sales Order")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        required=True,
        ondelete="restrict",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Float(
        required=True, default=1.0, digits="Product Unit", help="How many may come back."
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_ids = fields.Many2many("stock.lot", string="Serials / Lots", check_company=True)
    reason_id = fields.Many2one("after.sales.reason", ondelete="restrict", index="btree_not_null")
    description = fields.Text(help="What is wrong, in the customer's words.")
    photo_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_return_line_photo_rel",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    resolution = fields.Selection(
        RESOLUTIONS,
        string="Wish",
        required=True,
        compute="_compute_resolution",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer asks for.",
    )
    exchange_product_id = fields.Many2one(
        "product.product",
        check_company=True,
        ondelete="restrict",
        help="What the customer wants instead; empty: the same product again.",
    )
    unexpected = fields.Boolean(
        readonly=True,
        copy=False,
        help="Came in a parcel without being authorised; customer service decides.",
    )
    verdict = fields.Selection(
        [("eligible", "Eligible"), ("review", "To review"), ("refused", "Not eligible")],
        compute="_compute_verdict",
        store=True,
    )
    verdict_reason = fields.Char(compute="_compute_verdict", store=True)
    policy_id = fields.Many2one(
        "after.sales.policy", compute="_compute_verdict", store=True, ondelete="restrict"
    )
    deadline = fields.Date(compute="_compute_verdict", store=True)
    policy_refund_percent = fields.Float(
        compute="_compute_verdict",
        store=True,
        digits=(5, 2),
        help="Part of the price paid that the policy grants.",
    )
    policy_fee_percent = fields.Float(
        compute="_compute_verdict",
        store=True,
        digits=(5, 2),
        help="Restocking fee in percent of the price paid.",
    )
    policy_fee_fixed = fields.Monetary(
        compute="_compute_verdict", store=True, help="Restocking fee per unit, untaxed."
    )
    delivery_back = fields.Boolean(
        string="Delivery Cost Back",
        compute="_compute_verdict",
        store=True,
        help="The policy gives the delivery cost back with all goods of the order.",
    )
    policy_compensation_percent = fields.Float(
        compute="_compute_verdict",
        store=True,
        digits=(6, 2),
        help="How much may be given beyond the price, in percent of the price paid.",
    )
    settle_at = fields.Selection(
        [
            ("approval", "At approval"),
            ("transit", "On the way"),
            ("receipt", "On receipt"),
            ("sorting", "After sorting"),
        ],
        compute="_compute_verdict",
        store=True,
        help="When the customer gets the money.",
    )
    return_payer = fields.Selection(
        [("customer", "Customer"), ("company", "Us")],
        compute="_compute_verdict",
        store=True,
        string="Way Back Paid By",
    )
    automatic = fields.Boolean(
        compute="_compute_verdict",
        store=True,
        help="The policy approves it as soon as it is requested.",
    )
    statutory_policy_id = fields.Many2one(
        "after.sales.policy",
        string="Owed by Law",
        compute="_compute_verdict",
        store=True,
        ondelete="restrict",
        help="The statutory policy that grants this wish, whatever other policy grants more.",
    )
    presumed_until = fields.Date(
        string="Defect Presumed Until",
        compute="_compute_verdict",
        store=True,
        help="The law presumes, when the return is asked for by this day, that the defect was "
        "there at the delivery.",
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True, precompute=True
    )
    price_paid_unit = fields.Float(
        copy=False,
        compute="_compute_price_paid",
        store=True,
        readonly=False,
        precompute=True,
        min_display_digits="Product Price",
        help="Paid per unit without tax, after every discount and the line's part of the "
        "discounts on the whole order.",
    )

    move_ids = fields.One2many(
        "stock.move",
        "after_sales_line_id",
        string="Receipts",
        help="Moves from the customer to the Returns location, and back.",
    )
    disposition_ids = fields.One2many("after.sales.disposition", "line_id")
    quantity_received = fields.Float(
        compute="_compute_quantities",
        store=True,
        digits="Product Unit",
        help="Received; for goods that the customer keeps, the quantity approved.",
    )
    quantity_decided = fields.Float(
        compute="_compute_quantities",
        store=True,
        digits="Product Unit",
        help="Received and sorted.",
    )
    quantity_settled = fields.Float(
        compute="_compute_quantities",
        store=True,
        digits="Product Unit",
        help="Sorted and settled with the customer.",
    )
    quantity_advanced = fields.Float(
        compute="_compute_quantities",
        store=True,
        digits="Product Unit",
        help="Settled before the goods were sorted.",
    )
    quantity_claimed = fields.Float(
        compute="_compute_quantities",
        store=True,
        digits="Product Unit",
        help="What this line takes of the sold quantity: nothing as long as it is a draft or "
        "once it is refused or cancelled; what came or was paid once it is closed.",
    )
    quantity_credited = fields.Float(
        compute="_compute_credited",
        store=True,
        digits="Product Unit",
        help="Quantity of the sold line, in its unit, whose sale was taken back.",
    )
    amount_credited = fields.Monetary(
        compute="_compute_credited", store=True, help="Credited so far, untaxed."
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a return line must be greater than zero."
    )
    _sale_line_product_idx = models.Index(
        "(sale_line_id, product_id) WHERE sale_line_id IS NOT NULL"
    )

    # Defaults from the sold line ----------------------------------------------------------

    @api.depends("sale_line_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.product_id or line.sale_line_id.product_id

    @api.depends("product_id", "sale_line_id")
    def _compute_product_uom_id(self):
        for line in self:
            same = line.sale_line_id and line.sale_line_id.product_id == line.product_id
            line.product_uom_id = (
                line.sale_line_id.product_uom_id if same else line.product_id.uom_id
            )

    @api.depends("reason_id")
    def _compute_resolution(self):
        for line in self:
            line.resolution = line.reason_id.resolution or line.resolution or "refund"

    @api.depends("sale_line_id", "return_id.company_id")
    def _compute_currency_id(self):
        for line in self:
            company = line.return_id.company_id or self.env.company
            line.currency_id = line.sale_line_id.sudo().currency_id or company.currency_id

    @api.depends("sale_line_id", "product_id", "product_uom_id")
    def _compute_price_paid(self):
        sold = self.sale_line_id.sudo()
        prices = sold._after_sales_unit_prices()
        for line in self:
            sale_line = line.sale_line_id.sudo()
            line.price_paid_unit = (
                line._price_in_own_unit(prices[sale_line]) if sale_line else line.price_paid_unit
            )

    def _price_in_own_unit(self, price):
        """``price`` per unit of the sold line → price per unit of this line."""
        self.ensure_one()
        sale_line = self.sale_line_id.sudo()
        if self.product_id == sale_line.product_id:
            return sale_line.product_uom_id._compute_price(price, self.product_uom_id)
        share = sale_line._after_sales_kit_shares().get(self.product_id, 0.0)
        return self.product_id.uom_id._compute_price(price * share, self.product_uom_id)

    def _uom_quantity(self, quantity):
        """``quantity`` of this line in the unit of the sold line; of a kit's component as is."""
        self.ensure_one()
        sale_line = self.sale_line_id
        if not sale_line or self.product_id != sale_line.product_id:
            return quantity
        return self.product_uom_id._compute_quantity(
            quantity, sale_line.product_uom_id, round=False
        )

    # Policy -------------------------------------------------------------------------------

    @api.depends(
        "sale_line_id",
        "product_id",
        "quantity",
        "reason_id",
        "resolution",
        "photo_ids",
        "price_paid_unit",
        "return_id.partner_id",
        "return_id.channel",
        "state",
    )
    def _compute_verdict(self):
        """The verdict follows a draft and is frozen from the request on."""
        drafts = self.filtered(lambda line: line.return_id.state in (False, "draft"))
        drafts._judge()

    def _judge(self):
        """Write on these lines what the policies say of them today."""
        if self:
            verdicts = self.env["after.sales.policy"]._evaluate(self)
            for line in self:
                line.update(verdicts[line])

    def _resolution_row(self):
        """What holds for the wish: a row of ``after.sales.resolution``."""
        return self.env["after.sales.resolution"]._row(self.resolution)

    def _local_day(self, moment):
        """``moment`` (UTC) as a day of whom the policies count days for; None of nothing."""
        self.ensure_one()
        local = self.env["after.sales.policy"]._zones(self)[self]
        return fields.Date.context_today(local, moment) if moment else None

    def _day_requested(self):
        """The day on which it was asked for; None as long as it was not."""
        return self._local_day(self.return_id.date_requested)

    # The sale -------------------------------------------------------------------------------

    def _has_receipt(self):
        """Whether it is known with which sale the goods left. Extend it for sales that are not
        sales orders."""
        self.ensure_one()
        return bool(self.sale_line_id)

    def _sale_name(self):
        """The number of the sale that the goods left with, as the customer knows it; False
        without receipt."""
        self.ensure_one()
        return self.sale_line_id.sudo().order_id.name

    def _buyer(self):
        """Who bought the goods, whose the store credit for them is. Extend it for sales that are
        not sales orders."""
        self.ensure_one()
        return self.sale_line_id.sudo().order_id.partner_id or self.return_id.partner_id
