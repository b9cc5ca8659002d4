from datetime import timedelta

from odoo import api, fields, models

from .after_sales_sentinel import _day
from .after_sales_sentinel_count import replay


class AfterSalesSentinel(models.Model):
    """The picture on the page: what failed in each week, the score, and the alarm line."""

    _inherit = "after.sales.sentinel"

    picture = fields.Json(compute="_compute_picture")

    @api.depends("score", "threshold", "units_failed")
    def _compute_picture(self):
        events = self.env["after.sales.sentinel.event"].sudo()
        for row in self:
            shown = events.search(row._event_domain(), order="date, id")
            row.picture = row._picture(shown) if shown else False

    def _picture(self, events):
        """:param events: the oldest first
        :return: dict ``line`` (the alarm line), ``weeks`` (list of dict ``week``, ``failed``) and
            ``score`` (list of dict ``day``: days since the first week, ``score``)
        """
        self.ensure_one()
        first = _monday(events[0].date)
        count = (_monday(fields.Datetime.now()) - first).days // 7 + 1
        weeks = [
            {"week": fields.Date.to_string(first + timedelta(weeks=place)), "failed": 0.0}
            for place in range(count)
        ]
        for event in events:
            weeks[(_monday(event.date) - first).days // 7]["failed"] += event.quantity
        return {"line": self.threshold, "weeks": weeks, "score": self._score_line(events, first)}

    @api.model
    def _score_line(self, events, first):
        row = self.sudo()
        terms = row.company_id._after_sales_sentinel_terms()
        sold = row._sold(min([events[0].date, *row._moments()]))[row]
        steps = replay(events, sold, row.rate, terms, row.date_restart)
        begin = _day(fields.Datetime.to_datetime(first))
        return [
            {"day": round(_day(step.event.date) - begin, 2), "score": round(step.score, 2)}
            for step in steps
        ]


def _monday(moment):
    day = moment.date()
    return day - timedelta(days=day.weekday())
