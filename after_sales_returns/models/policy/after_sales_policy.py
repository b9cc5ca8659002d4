from odoo import api, fields, models
from odoo.exceptions import ValidationError

# In the order in which the customer likes them best.
SETTLE_AT = [
    ("approval", "At approval"),
    ("transit", "On the way"),
    ("receipt", "On receipt"),
    ("sorting", "After sorting"),
]


class AfterSalesPolicy(models.Model):
    """A dated rule on what may come back, until when and on which terms.

    A *grant* allows resolutions within their windows; an *exclusion* forbids the return of what
    it covers. Exclusions win over grants, except over a statutory grant; among grants the one
    best for the customer wins. How a line is judged stands in
    ``after_sales_policy_verdict.py``.
    """

    _name = "after.sales.policy"
    _description = "Return Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10, help="Of two policies equally good for the customer the first one is named."
    )
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: the policy holds for every company."
    )
    effect = fields.Selection(
        [("grant", "Grants returns"), ("exclusion", "Excludes from return")],
        required=True,
        default="grant",
    )
    statutory = fields.Boolean(
        help="Owed by law: no other policy can take it away or make its terms worse. The "
        "exceptions of the law itself are entered on this policy, under Exclusions."
    )
    legal_source = fields.Text(
        translate=True, help="The law or the decision that this policy carries out."
    )
    source_id = fields.Many2one(
        "after.sales.source",
        ondelete="restrict",
        help="The article that ends every sentence of this policy.",
    )

    withdrawal = fields.Boolean(
        string="Right of Withdrawal",
        help="Who uses it gives no reason and gets all back. Only what the goods lost by handling "
        "is withheld, with its reason and evidence.",
    )
    repayment_from = fields.Selection(
        [
            ("withdrawal", "The day of the withdrawal"),
            ("receipt", "The receipt of the goods"),
        ],
        string="Money Back Counted From",
        help="From when the promise “Money back” counts: from the withdrawal it waits for the "
        "goods, or the proof that they were sent, unless we collect them. Empty: no law counts.",
    )
    deduction_source_id = fields.Many2one(
        "after.sales.source",
        string="Source of Deductions",
        ondelete="restrict",
        help="The article by which nothing else is withheld, for example CRD Art. 14(2).",
    )

    # Scope -----------------------------------------------------------------------------------
    date_from = fields.Date(string="Sold From", help="First day of sale covered.")
    date_to = fields.Date(string="Sold Until", help="Last day of sale covered.")
    sale_channel = fields.Selection(
        [("distance", "Distance sales (web, phone, orders)"), ("store", "Store sales")],
        string="Sold Through",
        help="Empty: every sale.",
    )
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_policy_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )
    product_tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_policy_product_tag_rel",
        string="Product Tags",
        help="Products with one of these tags. Empty: every product.",
    )
    partner_category_ids = fields.Many2many(
        "res.partner.category",
        "after_sales_policy_partner_category_rel",
        string="Customer Tags",
        context={"active_test": False},
        help="Customers with one of these tags. Empty: every customer.",
    )
    reason_kind = fields.Selection(
        [("fault", "Fault of the seller, maker or carrier"), ("no_fault", "No fault")],
        string="Kind of Reason",
        help="A reason is a fault when its usually liable party is not the customer; without a "
        "liable party, when it is about quality, transport, a wrong item or a missing part. "
        "Empty: every reason.",
    )
    reason_ids = fields.Many2many(
        "after.sales.reason",
        "after_sales_policy_reason_rel",
        string="Reasons",
        context={"active_test": False},
        help="Empty: every reason of that kind.",
    )
    price_min = fields.Float(
        string="Price From",
        min_display_digits="Product Price",
        help="Lowest price paid per unit, untaxed, in the company's currency.",
    )
    price_max = fields.Float(
        string="Price To",
        min_display_digits="Product Price",
        help="Highest price paid per unit, untaxed, in the company's currency. Zero: no limit.",
    )

    # The grant's own exceptions --------------------------------------------------------------
    excluded_categ_ids = fields.Many2many(
        "product.category",
        "after_sales_policy_excluded_categ_rel",
        string="Except Categories",
        help="This policy does not grant the return of products of these categories.",
    )
    excluded_tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_policy_excluded_tag_rel",
        string="Except Tags",
        help="This policy does not grant the return of products with one of these tags.",
    )
    sealed_tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_policy_sealed_tag_rel",
        string="Only Sealed",
        help="Products with one of these tags come back only with their seal unbroken.",
    )

    clause_ids = fields.One2many(
        "after.sales.policy.clause",
        "policy_id",
        string="Articles",
        copy=True,
        help="What is cited instead of the policy's own source, where the goods are excluded or "
        "come back only sealed.",
    )

    # Burden of proof -------------------------------------------------------------------------
    presumption_ids = fields.One2many(
        "after.sales.policy.presumption",
        "policy_id",
        string="Defects Presumed",
        copy=True,
        help="Within this time a defect is presumed to have been there at the delivery: who "
        "refuses it enters on the line what shows that it came from use.",
    )

    # Period ----------------------------------------------------------------------------------
    trigger = fields.Selection(
        [
            ("order", "Day of the order"),
            ("invoice", "Day of the first invoice"),
            ("delivery", "Day of delivery"),
            ("day_after_delivery", "Day after delivery"),
            ("day_after_last_delivery", "Day after the last delivery of the order"),
        ],
        string="First Day Counted",
        required=True,
        default="day_after_delivery",
        help="This day is day one: seven days from the day after a delivery on the 1st end with "
        "the 8th. As long as it is unknown, or goods are on their way, the period has not begun. "
        "A delivery is the day on which the customer got it.",
    )
    window_ids = fields.One2many("after.sales.policy.window", "policy_id", copy=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Days",
        domain="[('company_id', 'in', (False, company_id))]",
        help="A period that ends on a day off ends with the next working day instead.",
    )
    season_from = fields.Date(help="Periods that begin on this day or later…")
    season_to = fields.Date(help="…up to this day…")
    season_until = fields.Date(
        string="Returns Until", help="…do not end before this day, for example after the holidays."
    )

    # Conditions ------------------------------------------------------------------------------
    condition_unworn = fields.Boolean(string="Unworn")
    condition_tags_on = fields.Boolean(string="Tags on")
    condition_packaging = fields.Boolean(string="In original packaging")
    condition_accessories = fields.Boolean(string="With all accessories")
    condition_receipt = fields.Boolean(string="With receipt")
    condition_photos = fields.Boolean(
        string="Photos", help="Without photos on the request a person decides."
    )

    # Terms -----------------------------------------------------------------------------------
    return_payer = fields.Selection(
        [
            ("customer", "Customer"),
            ("company", "Us"),
            ("fault", "Us if the reason is a fault, else the customer"),
        ],
        string="Way Back Paid By",
        required=True,
        default="fault",
    )
    refund_percent = fields.Float(default=100.0, digits=(5, 2), help="Part of the price paid.")
    fee_percent = fields.Float(
        string="Restocking Fee (%)", digits=(5, 2), help="In percent of the price paid."
    )
    fee_fixed = fields.Float(
        string="Restocking Fee",
        min_display_digits="Product Price",
        help="Per unit, untaxed, in the company's currency.",
    )
    delivery_back = fields.Boolean(
        string="Delivery Cost Back",
        help="With all goods of an order what was paid for its delivery is given back too, up to "
        "the cheapest standard delivery of the settings.",
    )
    compensation_percent_max = fields.Float(
        string="Compensation Up to (%)",
        digits=(6, 2),
        help="How much may be given beyond the price, once a manager approves it, in percent of "
        "the price paid. Zero: nothing.",
    )
    settle_at = fields.Selection(
        SETTLE_AT, required=True, default="sorting", help="When the customer gets the money."
    )

    # Decision --------------------------------------------------------------------------------
    decision = fields.Selection(
        [
            ("automatic", "The policy alone"),
            ("confirm", "The policy, confirmed by a person"),
            ("person", "A person"),
        ],
        string="Decided By",
        required=True,
        default="confirm",
        help="Alone: an eligible request is approved as soon as it is made. Confirmed: it is "
        "eligible and waits for an approval. A person: it is to be reviewed.",
    )
    max_amount = fields.Float(
        string="Up to Amount",
        min_display_digits="Product Price",
        help="Price paid for the whole line, untaxed, in the company's currency, beyond which a "
        "person decides. Zero: no limit.",
    )
    max_returns = fields.Integer(
        string="Up to Returns",
        help="Returns of the customer in the last twelve months, this one included, beyond "
        "which a person decides. Zero: no limit.",
    )
    max_return_rate = fields.Float(
        string="Up to Return Rate (%)",
        digits=(5, 2),
        help="Quantity returned in percent of the quantity delivered to the customer in the "
        "last twelve months, beyond which a person decides. Zero: no limit.",
    )

    _refund_percent_range = models.Constraint(
        "CHECK(refund_percent BETWEEN 0 AND 100)",
        "The refund percentage of a return policy lies between 0 and 100.",
    )
    _compensation_positive = models.Constraint(
        "CHECK(compensation_percent_max >= 0)",
        "The highest compensation of a return policy is not negative.",
    )
    _fee_range = models.Constraint(
        "CHECK(fee_percent BETWEEN 0 AND 100 AND fee_fixed >= 0)",
        "The restocking fee of a return policy lies between 0 and 100 percent, and a fixed fee "
        "is not negative.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The first day of sale that a return policy covers comes after its last. Exchange them.",
    )
    _prices_ordered = models.Constraint(
        "CHECK(price_min >= 0 AND price_max >= 0 AND (price_max = 0 OR price_min <= price_max))",
        "The prices that a return policy covers are not negative, and the lowest is not above "
        "the highest.",
    )
    _season_ordered = models.Constraint(
        "CHECK(num_nulls(season_from, season_to, season_until) = 3 OR ("
        "num_nulls(season_from, season_to, season_until) = 0 "
        "AND season_from <= season_to AND season_to <= season_until))",
        "The season of a return policy needs all three of its days, one after the other, or none.",
    )
    _limits_positive = models.Constraint(
        "CHECK(max_amount >= 0 AND max_returns >= 0 AND max_return_rate >= 0)",
        "A limit of a return policy cannot be negative. Enter zero for no limit.",
    )

    @api.constrains("effect", "window_ids")
    def _check_windows(self):
        missing = self.filtered(
            lambda policy: policy.effect == "grant" and not policy.window_ids._filtered_offered()
        )
        if missing:
            raise ValidationError(
                self.env._(
                    "%(policies)s: a policy that grants returns needs a window. Enter the days "
                    "or months of at least one resolution, or make it an exclusion.",
                    policies=", ".join(missing.mapped("name")),
                )
            )

    @api.constrains("effect", "statutory")
    def _check_statutory(self):
        wrong = self.filtered(lambda policy: policy.effect == "exclusion" and policy.statutory)
        if wrong:
            raise ValidationError(
                self.env._(
                    "%(policies)s: an exclusion cannot be statutory. Enter the exceptions of a "
                    "law on the policy that grants its rights, under Exclusions.",
                    policies=", ".join(wrong.mapped("name")),
                )
            )

    @api.constrains("withdrawal", "statutory", "refund_percent", "fee_percent", "fee_fixed")
    def _check_withdrawal(self):
        wrong = self.filtered(
            lambda policy: (
                policy.withdrawal
                and (
                    not policy.statutory
                    or policy.refund_percent < 100.0
                    or policy.fee_percent
                    or policy.fee_fixed
                )
            )
        )
        if wrong:
            raise ValidationError(
                self.env._(
                    "%(policies)s: a right of withdrawal is statutory and refunds all, without a "
                    "restocking fee. What the goods lost by handling is withheld when they are "
                    "sorted.",
                    policies=", ".join(wrong.mapped("name")),
                )
            )

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        return [
            dict(vals, name=self.env._("%(policy)s (copy)", policy=policy.name))
            for policy, vals in zip(self, vals_list, strict=True)
        ]

    def _condition_labels(self):
        """Return what the sorter has to find on goods returned under this policy.

        :return: list of translated labels, for example ``["Unworn", "Tags on"]``. Photos are
            not among them: they are looked at when the return is requested.
        """
        self.ensure_one()
        return [
            field.get_description(self.env, ["string"])["string"]
            for name, field in self._fields.items()
            if name.startswith("condition_") and name != "condition_photos" and self[name]
        ]
