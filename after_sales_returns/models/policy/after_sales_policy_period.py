from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from odoo import api, models

# How far to look for a working day after a period that ends on a day off.
DAYS_OFF_LIMIT = 31
# Days without a deadline between two, beyond which the calendar is not read through.
SPAN_GAP = 180
# Until when goods are on their way, see ``_delivery_facts``.
EXPECTED = {"delivery": "delivery_expected", "last_delivery": "last_expected"}


@dataclass(slots=True, eq=False)
class Offer:
    """One resolution that one grant offers for one line. No ``deadline``: not begun yet."""

    policy: models.Model
    window: models.Model
    start: date | bool
    deadline: date | bool
    terms: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    @property
    def last_day(self):
        return self.deadline or date.max


class AfterSalesPolicy(models.Model):
    """From when and until when a grant offers what it offers."""

    _inherit = "after.sales.policy"

    def _offers(self, facts):
        self.ensure_one()
        start, terms = self._first_day(facts), self._terms(facts)
        return [
            Offer(
                policy=self,
                window=window,
                start=start,
                deadline=start and window._last_day(start),
                terms=terms,
            )
            for window in self.window_ids._filtered_offered()
        ]

    def _first_day(self, facts):
        """Return the first day counted of the period, or False as long as it has not begun."""
        self.ensure_one()
        event = self.trigger.removeprefix("day_after_")
        day, expected = facts.sale[event], facts.sale.get(EXPECTED.get(event))
        if not day or (expected and expected > facts.today):
            return False
        return day if event == self.trigger else day + timedelta(days=1)

    @api.model
    def _postpone(self, offers):
        """Move deadlines off days off (for example Regulation (EEC, Euratom) 1182/71 Art. 3(4),
        Civil Code of China Art. 203), and to the end of a season of longer returns."""
        begun = [offer for offer in offers if offer.deadline]
        for calendar in self.env["resource.calendar"].union(
            *(offer.policy.calendar_id for offer in begun)
        ):
            calendar_offers = [offer for offer in begun if offer.policy.calendar_id == calendar]
            days_off = self._days_off(calendar, [offer.deadline for offer in calendar_offers])
            for offer in calendar_offers:
                offer.deadline = self._next_working_day(offer.deadline, days_off)
        for offer in begun:
            policy = offer.policy
            if policy.season_until and policy.season_from <= offer.start <= policy.season_to:
                offer.deadline = max(offer.deadline, policy.season_until)

    @api.model
    def _days_off(self, calendar, days):
        """:return: set of the dates on which nobody works, from each of these days until a month
        after it"""
        margin = timedelta(days=1)  # for calendars far from UTC
        off = set()
        for first, last in self._spans(days):
            start = datetime.combine(first - margin, time.min)
            end = datetime.combine(last + timedelta(days=DAYS_OFF_LIMIT) + margin, time.max)
            unusual = calendar._get_unusual_days(start, end)
            off |= {date.fromisoformat(day) for day, is_off in unusual.items() if is_off}
        return off

    @api.model
    def _spans(self, days):
        """Group days, because reading a calendar takes as long as it has days: two weeks and
        two years from now are two short spans, a year full of them is one.

        :return: list of (first day, last day)
        """
        first, *others = sorted(days)
        spans = [(first, first)]
        for day in others:
            begin, end = spans[-1]
            if (day - end).days > SPAN_GAP:
                spans.append((day, day))
            else:
                spans[-1] = (begin, day)
        return spans

    @api.model
    def _next_working_day(self, day, days_off):
        """Return the first working day from ``day`` on; a calendar without any moves nothing."""
        days = (day + timedelta(days=number) for number in range(DAYS_OFF_LIMIT))
        return next((candidate for candidate in days if candidate not in days_off), day)
