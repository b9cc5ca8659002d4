from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models

from . import cusum
from .after_sales_sentinel import _day

BATCH = 500
# Rows in which nothing failed for longer are not looked at every day.
FRESH_WEEKS = 26


class Step(NamedTuple):
    """One event of a row, and what it made of the score."""

    event: models.BaseModel
    expected: float  # failures since the event before
    score: float


def replay(events, sold, rate, terms, restart, score=0.0, moment=None):
    """What events make of a score.

    :param events: the oldest first, none of them before ``moment``
    :param sold: list of (day, units), as ``_sold`` says
    :param rate: failures for each unit that is old enough
    :param restart: the last answer; what became known before is left out
    :param score, moment: where the row is
    :return: list of :class:`Step`
    """
    begin = moment or restart
    before = cusum.exposed_units(sold, _day(begin), terms.mean_days) if begin else 0.0
    steps = []
    for event in events:
        if restart and event.date <= restart:
            continue
        exposed = cusum.exposed_units(sold, _day(event.date), terms.mean_days)
        expected = rate * (exposed - before)
        score = cusum.next_score(score, expected, event.quantity, terms.ratio)
        steps.append(Step(event, expected, score))
        before = exposed
    return steps


class AfterSalesSentinel(models.Model):
    """How failures become a score: each moves its rows on from where they are. Nothing is read of
    what was counted before, but where something earlier was said later, or anew."""

    _inherit = "after.sales.sentinel"

    @api.model
    def _count_events(self, events):
        """Count events that are not counted yet.

        :param events: of one company
        """
        events = events.sorted(lambda event: (event.date, event.id))
        rows_of = self._of_events(events)
        events_of = defaultdict(self.env["after.sales.sentinel.event"].browse)
        for event in events:
            for row in rows_of[event]:
                events_of[row] += event
        rows = self.union(*events_of, self.search([("recount", "=", True)]))
        behind = rows.filtered(
            lambda row: (
                row.recount or (row.date_scored and events_of[row][0].date < row.date_scored)
            )
        )
        events_of.update(behind._all_events(events))
        behind._forget()
        moments = [event.date for own in events_of.values() for event in own[:1]]
        sold = rows._sold(min([*moments, *rows._moments()]))
        rates = rows._rates()
        alarming = rows.filtered(lambda row: row._move_on(events_of[row], sold[row], rates[row]))
        alarming._raise_alarm()
        rows._watch()

    def _moments(self):
        """:return: list of the moments at which exposure is asked for"""
        return [
            *self.filtered("date_scored").mapped("date_scored"),
            *self.filtered("date_restart").mapped("date_restart"),
        ]

    def _all_events(self, counting):
        """:param counting: events that are being counted now
        :return: dict row → its events that are counted or being counted, the oldest first
        """
        if not self:
            return {}
        events = counting.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("product_tmpl_id", "in", self.product_tmpl_id.ids),
                ("defect_id", "in", self.defect_id.ids),
                "|",
                ("date_counted", "!=", False),
                ("id", "in", counting.ids),
            ],
            order="date, id",
        )
        found = {row: counting.browse() for row in self}
        by_key = {(row.company_id, row._key()): row for row in self}
        for event in events:
            for key in self._keys(event):
                if row := by_key.get((event.company_id, key)):
                    found[row] += event
        return found

    def _forget(self):
        """Count from nothing."""
        self.write(
            {
                "recount": False,
                "score": 0.0,
                "date_scored": False,
                "units_failed": 0.0,
                "units_scored": 0.0,
                "warehouse_ids": [fields.Command.clear()],
                "date_first": False,
                "date_last": False,
            }
        )

    @api.model
    def _merge_defects(self, defects, target):
        """Have what watches for ``defects`` watch for ``target``, counted anew."""
        moving = self.search([("defect_id", "in", defects.ids)])
        rows = moving | self.search(
            [
                ("company_id", "in", moving.company_id.ids),
                ("product_tmpl_id", "in", moving.product_tmpl_id.ids),
                ("defect_id", "=", target.id),
            ]
        )
        kept = self.browse()
        for same in rows.grouped(lambda row: row._goods_key()).values():
            if same & moving:
                row = same.filtered(lambda one: one.defect_id == target) or same[0]
                row._absorb(same - row)
                kept += row
        kept.write({"defect_id": target.id, "recount": True})

    def _absorb(self, others):
        """Watch for what ``others`` watch for of the same goods. An alarm that nobody answered is
        not over because another one was answered."""
        loudest = min(self + others, key=lambda row: row.state_order)
        self.date_restart = loudest.date_restart
        for other in others:
            other.message_change_thread(self)
        others.unlink()

    def _move_on(self, events, sold, rate):
        """Count events of this row.

        :param events: the oldest first, none of them before ``date_scored``
        :return: whether the score reached the alarm line
        """
        self.ensure_one()
        terms = self.company_id._after_sales_sentinel_terms()
        steps = replay(events, sold, rate, terms, self.date_restart, self.score, self.date_scored)
        failed = events.filtered("quantity")
        self.units_failed += sum(failed.mapped("quantity"))
        self.units_scored += sum(step.event.quantity for step in steps)
        vals = self._figures(sold, rate, terms)
        if steps:
            vals |= {"score": steps[-1].score, "date_scored": steps[-1].event.date}
        if failed:
            vals["date_first"] = min(filter(None, [self.date_first, failed[0].date]))
            vals["date_last"] = max(filter(None, [self.date_last, failed[-1].date]))
        if new := failed.warehouse_id - self.warehouse_ids:
            vals["warehouse_ids"] = [fields.Command.link(store.id) for store in new]
        self.write(vals)
        return any(step.score >= self.threshold for step in steps)

    # Every day --------------------------------------------------------------------------------

    @api.model
    def _learn(self, companies):
        """After sales were counted: how many share the false alarms, what is usual, and the
        numbers on the pages of what failed lately, the oldest numbers first: a run that is killed
        is made up for by the next."""
        for company in companies:
            self._learn_company(company)
        IrCron = self.env["ir.cron"]
        fresh = fields.Datetime.now() - timedelta(weeks=FRESH_WEEKS)
        rows = self.search(
            [
                ("company_id", "in", companies.ids),
                "|",
                ("state", "!=", "quiet"),
                ("date_last", ">=", fresh),
            ],
            order="write_date, id",
        )
        IrCron._commit_progress(remaining=len(rows))
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            batch._refresh()
            IrCron._commit_progress(len(batch))

    @api.model
    def _learn_company(self, company):
        company.after_sales_watched = self._number_watched(company)
        self.env["after.sales.sentinel.rate"]._learn(company)

    def _refresh(self):
        """Write the numbers of these rows as of now; scores stay until something fails."""
        sold = self._sold(min([fields.Datetime.now(), *self._moments()]))
        rates = self._rates()
        for row in self:
            terms = row.company_id._after_sales_sentinel_terms()
            row.write(row._figures(sold[row], rates[row], terms))

    @api.model
    def _number_watched(self, company):
        """How much may make a false alarm: what was sold, in all four ways to look at it, times
        the defects of the catalogue."""
        weeks = self.env["after.sales.sold.week"].sudo()
        domain = [("company_id", "=", company.id)]
        [(styles, variants, lots)] = weeks._read_group(
            domain,
            aggregates=[
                "product_tmpl_id:count_distinct",
                "product_id:count_distinct",
                "lot_id:count_distinct",
            ],
        )
        years = weeks._read_group(
            [*domain, ("production_year", ">", 0)], ["product_tmpl_id", "production_year"]
        )
        goods = styles + (variants if variants > styles else 0) + lots + len(years)
        defects = self.env["after.sales.defect"].search_count(
            [("child_ids", "=", False), ("company_id", "in", (company.id, False))]
        )
        return goods * defects
