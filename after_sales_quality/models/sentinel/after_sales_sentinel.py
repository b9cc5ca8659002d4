from collections import defaultdict
from datetime import datetime, timedelta

from odoo import api, fields, models

from . import cusum

EPOCH = datetime(2000, 1, 1)
# After so many times the mean, all of a sale that will fail has failed: 0.005 % are left.
SPENT = 10
WINDOW_DAYS = 28
HALF_WEEK = timedelta(days=3.5)


class AfterSalesSentinel(models.Model):
    """What is watched: a style with a defect, and within it a variant, a lot or a production year.

    Its numbers follow the failures that are recorded, and are written by the job alone; nobody has
    the right to. A person answers an alarm with a reason, from when on the score begins anew.
    """

    _name = "after.sales.sentinel"
    _description = "Sentinel"
    _inherit = ["after.sales.lead.mixin"]
    _order = "state_order, chance, id"
    _mail_post_access = "read"

    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("style", "Style"),
            ("variant", "Variant"),
            ("lot", "Lot"),
            ("year", "Production year"),
        ],
        string="Watches",
        required=True,
        index=True,
    )
    defect_id = fields.Many2one(
        "after.sales.defect", required=True, index=True, ondelete="restrict"
    )
    product_tmpl_id = fields.Many2one(
        "product.template", string="Style", required=True, ondelete="cascade"
    )
    categ_id = fields.Many2one(related="product_tmpl_id.categ_id", string="Category")
    product_id = fields.Many2one(
        "product.product", string="Variant", index="btree_not_null", ondelete="cascade"
    )
    lot_id = fields.Many2one("stock.lot", index="btree_not_null", ondelete="cascade")
    production_year = fields.Integer(aggregator=None)
    state = fields.Selection(
        [("quiet", "Quiet"), ("watch", "Watch"), ("alarm", "Alarm")],
        required=True,
        default="quiet",
        index=True,
        tracking=True,
        group_expand=True,
    )
    state_order = fields.Integer(compute="_compute_state_order", store=True, aggregator=None)
    units_sold = fields.Float(string="Sold", digits=(16, 1))
    units_exposed = fields.Float(
        string="Old Enough",
        digits=(16, 1),
        help="Units sold, each by how likely it would have failed by now if it were to fail.",
    )
    units_failed = fields.Float(string="Failed", digits=(16, 1))
    date_restart = fields.Datetime(
        string="Since", help="When somebody answered the last watch or alarm."
    )
    units_scored = fields.Float(
        string="Failed Since", digits=(16, 1), help="Since the last answer, or ever."
    )
    units_expected = fields.Float(
        string="Expected",
        digits=(16, 2),
        help="Failures since then of a style of this category, at its past rate.",
    )
    rate = fields.Float(
        string="Usual Rate", digits=(16, 6), aggregator=None, help="Of the category, per unit."
    )
    chance = fields.Float(
        digits=(16, 10),
        aggregator="min",
        default=1.0,
        help="How likely so many or more fail where so many are expected.",
    )
    odds = fields.Float(
        string="By Chance Once In",
        compute="_compute_odds",
        digits=(16, 0),
        help="How seldom so many or more fail where so many are expected.",
    )
    score = fields.Float(
        digits=(16, 2),
        aggregator="max",
        help="Rises with each failure and falls with what did not fail in between. An alarm comes "
        "when it reaches the alarm line.",
    )
    threshold = fields.Float(
        string="Alarm Line",
        digits=(16, 2),
        aggregator=None,
        help="Which chance alone reaches as seldom as the false alarms that are allowed.",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse", "after_sales_sentinel_warehouse_rel", string="Stores"
    )
    store_count = fields.Integer(
        string="Number of Stores", compute="_compute_store_count", store=True, aggregator="max"
    )
    date_first = fields.Datetime(string="First Failure")
    date_last = fields.Datetime(string="Last Failure")
    date_scored = fields.Datetime(string="Scored Until")
    recount = fields.Boolean(help="A failure was said anew: the score is counted from its events.")

    _unique = models.UniqueIndex(
        "(company_id, defect_id, kind, product_tmpl_id, COALESCE(product_id, 0), "
        "COALESCE(lot_id, 0), COALESCE(production_year, 0))",
        "This is watched already.",
    )
    _style_idx = models.Index("(product_tmpl_id, defect_id)")
    _recount_idx = models.Index("(id) WHERE recount")
    _work_idx = models.Index("(company_id, state) WHERE state <> 'quiet'")

    @api.depends("state")
    def _compute_state_order(self):
        order = {"alarm": 0, "watch": 1, "quiet": 2}
        for row in self:
            row.state_order = order[row.state]

    @api.depends("chance")
    def _compute_odds(self):
        for row in self:
            row.odds = 1 / max(row.chance, 1e-9)

    @api.depends("warehouse_ids")
    def _compute_store_count(self):
        for row in self:
            row.store_count = len(row.warehouse_ids)

    @api.depends("defect_id", "product_tmpl_id", "product_id", "lot_id", "production_year")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            goods = row.product_id or row.product_tmpl_id
            words = [goods.display_name, row.lot_id.name, row.production_year, row.defect_id.name]
            row.display_name = ", ".join(str(word) for word in words if word)

    # Which rows an event counts for -----------------------------------------------------------

    @api.model
    def _of_events(self, events):
        """The rows that events count for, made where there is none yet.

        :param events: of one company
        :return: dict event → rows
        """
        keys = {event: self._keys(event) for event in events}
        known = self._by_key(events)
        missing = {key for own in keys.values() for key in own} - known.keys()
        created = self.create([self._prepare_vals(events[:1].company_id, key) for key in missing])
        known.update(zip(missing, created, strict=True))
        return {event: self.concat(*(known[key] for key in own)) for event, own in keys.items()}

    @api.model
    def _by_key(self, events):
        """:return: dict key → row, of the styles and defects of these events"""
        rows = self.search(
            [
                ("company_id", "in", events.company_id.ids),
                ("product_tmpl_id", "in", events.product_tmpl_id.ids),
                ("defect_id", "in", events.defect_id.ids),
            ]
        )
        return {row._key(): row for row in rows}

    @api.model
    def _keys(self, event):
        """What an event counts for: its style always; its variant where there are several; its
        lot where lots are more than one piece; its production year where it is known.

        :return: list of (kind, style, defect, variant, lot, production year): ids and numbers
        """
        style, defect = event.product_tmpl_id, event.defect_id.id
        keys = [("style", style.id, defect, False, False, 0)]
        if style.product_variant_count > 1:
            keys.append(("variant", style.id, defect, event.product_id.id, False, 0))
        if event.lot_id and event.product_id.tracking == "lot":
            keys.append(("lot", style.id, defect, event.product_id.id, event.lot_id.id, 0))
        if event.production_year:
            keys.append(("year", style.id, defect, False, False, event.production_year))
        return keys

    def _key(self):
        self.ensure_one()
        return (
            self.kind,
            self.product_tmpl_id.id,
            self.defect_id.id,
            self.product_id.id,
            self.lot_id.id,
            self.production_year,
        )

    def _goods_key(self):
        """:return: what it watches, without the defect"""
        self.ensure_one()
        return (
            self.company_id,
            self.kind,
            self.product_tmpl_id,
            self.product_id,
            self.lot_id,
            self.production_year,
        )

    @api.model
    def _prepare_vals(self, company, key):
        names = (
            "kind",
            "product_tmpl_id",
            "defect_id",
            "product_id",
            "lot_id",
            "production_year",
        )
        return {"company_id": company.id, **dict(zip(names, key, strict=True))}

    def _event_domain(self):
        """Of what counts for this row."""
        self.ensure_one()
        domain = [
            ("company_id", "=", self.company_id.id),
            ("product_tmpl_id", "=", self.product_tmpl_id.id),
            ("defect_id", "=", self.defect_id.id),
        ]
        narrower = {
            "variant": [("product_id", "=", self.product_id.id)],
            "lot": [("lot_id", "=", self.lot_id.id)],
            "year": [("production_year", "=", self.production_year)],
        }
        return domain + narrower.get(self.kind, [])

    # What was sold ----------------------------------------------------------------------------

    def _sold(self, oldest):
        """What was sold of each row, by week; a week's units count from its middle.

        :param oldest: moment from which on exposure is asked for. Weeks that were spent by then
            are one
        :return: dict row → list of (day, units), as ``cusum.exposed_units`` takes it
        """
        sold = {row: [] for row in self}
        for (company, kind), rows in self.grouped(lambda row: (row.company_id, row.kind)).items():
            days = company.after_sales_failure_days
            spent = (oldest - timedelta(days=SPENT * days)).date()
            sold |= rows._sold_of_kind(company, kind, spent)
        return sold

    def _sold_of_kind(self, company, kind, spent):
        names = {
            "style": ["product_tmpl_id"],
            "variant": ["product_id"],
            "lot": ["lot_id"],
            "year": ["product_tmpl_id", "production_year"],
        }[kind]
        rows_of = defaultdict(list)
        for row in self:
            rows_of[tuple(row[name] for name in names)].append(row)
        domain = [("company_id", "=", company.id), (names[0], "in", self[names[0]].ids)]
        sold_weeks = self.env["after.sales.sold.week"].sudo()
        recent = sold_weeks._read_group(
            [*domain, ("week", ">=", spent)], [*names, "week:day"], ["quantity:sum"]
        )
        past = sold_weeks._read_group(
            [*domain, ("week", "<", spent)], names, ["week:max", "quantity:sum"]
        )
        sold = defaultdict(list)
        for *key, week, units in [*recent, *past]:
            for row in rows_of.get(tuple(key), ()):
                sold[row].append(
                    (_day(datetime.combine(week, datetime.min.time()) + HALF_WEEK), units)
                )
        return sold

    # Numbers of the page ----------------------------------------------------------------------

    def _figures(self, sold, rate, terms):
        """What stands on the page, as of now.

        :param sold: as of ``_sold``, of this row
        :return: dict of values
        """
        self.ensure_one()
        now = fields.Datetime.now()
        today = _day(now)
        exposed = cusum.exposed_units(sold, today, terms.mean_days)
        recent = exposed - cusum.exposed_units(sold, today - WINDOW_DAYS, terms.mean_days)
        before = 0.0
        if self.date_restart:
            before = cusum.exposed_units(sold, _day(self.date_restart), terms.mean_days)
        expected = rate * (exposed - before)
        return {
            "rate": rate,
            "units_sold": sum(units for _day_sold, units in sold),
            "units_exposed": exposed,
            "units_expected": expected,
            "chance": cusum.chance_of(self.units_scored, expected),
            "threshold": cusum.threshold_for(
                terms.share, rate * recent * 7 / WINDOW_DAYS, terms.ratio
            ),
        }

    def _rates(self):
        """:return: dict row → the past rate of its defect in its category, else the usual one"""
        found = {}
        for company, rows in self.grouped("company_id").items():
            usual = company._after_sales_sentinel_terms().usual_rate
            known = self.env["after.sales.sentinel.rate"]._by_category(company, rows.defect_id)
            for row in rows:
                found[row] = known.get((row.categ_id.id, row.defect_id.id), usual)
        return found


def _day(moment):
    """:return: days since a beginning, as a number"""
    return (moment - EPOCH) / timedelta(days=1)
