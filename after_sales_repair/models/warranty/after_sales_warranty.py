from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

# Any day: only to compare the lengths of periods.
EPOCH = date(2001, 1, 1)


class AfterSalesWarranty(models.Model):
    """For how long and on which terms we repair what we sold free of charge.

    The day after the delivery is day one. Of several terms that cover a product those of the
    most specific category hold, then those with a tag of the product, then the first; but never
    shorter than what the law gives. The verdict on a repair stands in
    ``repair_order_warranty.py``.
    """

    _name = "after.sales.warranty"
    _description = "Warranty Terms"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: the terms hold for every company."
    )
    categ_ids = fields.Many2many(
        "product.category",
        "after_sales_warranty_categ_rel",
        string="Product Categories",
        help="With everything below them. Empty: every category.",
    )
    product_tag_ids = fields.Many2many(
        "product.tag",
        "after_sales_warranty_product_tag_rel",
        string="Product Tags",
        help="Products with one of these tags. Empty: every product.",
    )
    statutory = fields.Boolean(
        help="Owed by law: terms of a more specific category never make the period shorter."
    )
    legal_source = fields.Text(
        translate=True, help="The law or the decision that these terms carry out."
    )

    months = fields.Integer(help="Counted from the day after the delivery; months and days add up.")
    days = fields.Integer()
    after_exchange = fields.Selection(
        [("keep", "Goes on"), ("restart", "Begins anew")],
        required=True,
        default="restart",
        help="The warranty of goods that the customer got in exchange for faulty ones.",
    )
    after_repair = fields.Selection(
        [
            ("keep", "Goes on"),
            ("restart", "Begins anew"),
            ("extend", "Is extended once"),
        ],
        required=True,
        default="keep",
        help="After a repair within the warranty. It is extended by the months of the warranty "
        "on repairs, once, whatever the number of repairs.",
    )
    add_downtime = fields.Boolean(
        string="Add Time in Repair",
        help="The days from taking in to handing back of a repair within the warranty are added.",
    )
    repair_months = fields.Integer(
        string="Warranty on Repairs (months)",
        help="If the same defect shows again within these months after the item was handed "
        "back, it is repaired free of charge, also after the end of the warranty and where the "
        "first repair was paid.",
    )

    max_failed_repairs = fields.Integer(
        string="After Failed Repairs",
        help="When an item comes back after so many repairs within the warranty, whatever the "
        "defect, the customer has the remedies below. Zero: none.",
    )
    max_repair_days = fields.Integer(
        string="After Days in Repair",
        help="When an item was in repair for so many days within the warranty, all repairs "
        "taken together, the customer has the remedies below. Zero: none.",
    )
    remedy_exchange = fields.Boolean(string="Exchange as Remedy")
    remedy_refund = fields.Boolean(string="Refund as Remedy")
    inspection_charge = fields.Selection(
        [("company", "As the company charges"), ("none", "None"), ("own", "Of these terms")],
        string="Inspection",
        required=True,
        compute="_compute_inspection_charge",
        store=True,
        readonly=False,
        precompute=True,
        help="What a customer pays who declines the quotation.",
    )
    inspection_fee = fields.Float(
        min_display_digits="Product Price",
        help="Untaxed, in the company's currency; asked when the customer declines the quotation.",
    )

    _length_positive = models.Constraint(
        "CHECK(months >= 0 AND days >= 0 AND months + days > 0)",
        "Warranty terms need a length: enter months or days.",
    )
    _limits_positive = models.Constraint(
        "CHECK(repair_months >= 0 AND max_failed_repairs >= 0 AND max_repair_days >= 0 "
        "AND inspection_fee >= 0)",
        "The numbers of warranty terms cannot be negative. Enter zero for none.",
    )

    @api.depends("inspection_fee")
    def _compute_inspection_charge(self):
        """An amount means that it is charged."""
        for terms in self:
            kept = terms.inspection_charge if terms.inspection_charge != "own" else False
            terms.inspection_charge = "own" if terms.inspection_fee else kept or "company"

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        return [
            dict(vals, name=self.env._("%(terms)s (copy)", terms=terms.name))
            for terms, vals in zip(self, vals_list, strict=True)
        ]

    # Which terms hold -------------------------------------------------------------------------

    @api.model
    def _all_of(self, companies):
        """The active terms of these companies, read once for any number of products."""
        return self.sudo().search([("company_id", "in", [False, *companies.ids])])

    def _choose(self, company, product):
        """Return the one of these terms that holds for ``product`` in ``company``, or none."""
        path = [int(number) for number in (product.categ_id.parent_path or "").split("/") if number]
        tags = set(product.all_product_tag_ids.ids)
        covering = self.filtered(
            lambda terms: (
                (not terms.company_id or terms.company_id == company)
                and (not terms.categ_ids or not terms._depth(path) < 0)
                and (not terms.product_tag_ids or not tags.isdisjoint(terms.product_tag_ids.ids))
            )
        )
        if not product or not covering:
            return self.browse()
        best = max(
            covering,
            key=lambda terms: (
                terms._depth(path),
                bool(terms.product_tag_ids),
                -terms.sequence,
                -terms.id,
            ),
        )
        owed = [best, *covering.filtered("statutory")]
        return max(owed, key=lambda terms: terms._last_day(EPOCH))

    def _depth(self, path):
        """How near one of the terms' categories is to the product; -1 for none.

        :param path: ids of the product's category and those above it, the topmost first
        """
        own = set(self.categ_ids.ids)
        return max((depth for depth, number in enumerate(path) if number in own), default=-1)

    # Until when -------------------------------------------------------------------------------

    def _last_day(self, first_day):
        """Return the last day of a warranty whose day one is ``first_day``; counted as
        ``after.sales.policy.window`` does."""
        self.ensure_one()
        length = relativedelta(months=self.months, days=self.days)
        return first_day - timedelta(days=1) + length

    def _period(self, facts):
        """Return the warranty of one item: first day, last day, and what changed it.

        Repairs within the warranty count, in their order; none makes it end earlier.

        :param facts: the :class:`WarrantyFacts` of a repair whose delivery is known
        :return: (date, date, list of clauses)
        """
        self.ensure_one()
        notes = []
        delivered = facts.delivered
        if facts.exchanged and self.after_exchange == "restart":
            delivered = facts.exchanged
            notes.append(self.env._("begun anew with the exchange"))
        start = delivered + timedelta(days=1)
        until = self._last_day(start)
        extended, downtime = False, 0
        for repair in facts.covered_repairs:
            if not start <= repair.intake <= until:
                continue
            if self.add_downtime:
                downtime += repair.days
                until += timedelta(days=repair.days)
            if self.after_repair == "restart":
                start = repair.handed_back + timedelta(days=1)
                until = max(until, self._last_day(start))
                notes.append(self.env._("begun anew with repair %s", repair.name))
            elif self.after_repair == "extend" and not extended:
                extended = True
                until += relativedelta(months=self.repair_months)
                notes.append(self.env._("extended by %s months after a repair", self.repair_months))
        if downtime:
            notes.append(self.env._("%s days in repair added", downtime))
        return start, until, notes

    # Remedies -----------------------------------------------------------------------------------

    def _remedy_labels(self):
        """:return: list of what the customer may choose, in words"""
        labels = {
            self.env._("an exchange"): self.remedy_exchange,
            self.env._("a refund"): self.remedy_refund,
        }
        return [label for label, given in labels.items() if given]
