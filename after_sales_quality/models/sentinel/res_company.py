from typing import NamedTuple

from odoo import fields, models


class Terms(NamedTuple):
    """What a company has agreed on for its sentinel, in the units in which it is counted."""

    ratio: float  # how many times as often as usual a bad style fails, to be looked for
    mean_days: float  # from sale to failure, on average
    usual_rate: float  # of units, where nothing is known yet
    share: float  # false alarms a week that each of what is watched may make
    watch_stores: int
    watch_days: int


class ResCompany(models.Model):
    """What the sentinel watches for; what it counted last stands here, too."""

    _inherit = "res.company"

    after_sales_false_alarms = fields.Float(
        string="False Alarms a Week",
        default=1.0,
        help="At most so many on average over all styles and defects. Fewer: styles going bad are "
        "found later.",
    )
    after_sales_alarm_ratio = fields.Float(
        string="Times as Often",
        default=10.0,
        help="A style is bad if it fails so many times as often as its category. Larger: quicker "
        "for very bad styles, slower for the others.",
    )
    after_sales_failure_days = fields.Float(
        string="Days until Failure",
        default=28.0,
        help="From the sale, on average, of the units that fail at all: how fast units sold "
        "become old enough to have failed.",
    )
    after_sales_usual_rate = fields.Float(
        string="Usual Failures per Thousand",
        default=1.0,
        help="Of each defect, where a category has too little past to say it.",
    )
    after_sales_watch_stores = fields.Integer(string="Stores to Watch", default=2)
    after_sales_watch_days = fields.Integer(string="Days to Watch", default=14)
    after_sales_sold_until = fields.Date(
        string="Sales Counted Until",
        readonly=True,
        copy=False,
        help="What was sold before is counted by week.",
    )
    after_sales_watched = fields.Integer(
        string="Watched",
        readonly=True,
        copy=False,
        help="Styles, variants, lots and production years sold, times the defects of the "
        "catalogue: they share the false alarms.",
    )

    def _after_sales_sentinel_terms(self):
        """:return: :class:`Terms`"""
        self.ensure_one()
        return Terms(
            ratio=self.after_sales_alarm_ratio,
            mean_days=self.after_sales_failure_days,
            usual_rate=self.after_sales_usual_rate / 1000,
            share=self.after_sales_false_alarms / max(1, self.after_sales_watched),
            watch_stores=self.after_sales_watch_stores,
            watch_days=self.after_sales_watch_days,
        )
