from datetime import datetime, time, timedelta, timezone

import pytz

BLOCK = timedelta(days=28)
EPOCH = datetime(2000, 1, 3, tzinfo=timezone.utc)
# A calendar without a working hour in so many blocks counts around the clock.
BLOCKS = 40
# How far to look for a working day after a day off.
DAYS_OFF_LIMIT = 31


class PromiseClock:
    """Counts the hours of promises: those of a ``resource.calendar``, leaves taken out, or all
    hours where there is none.

    It counts as ``resource.calendar.plan_hours`` and ``get_work_hours_count`` do, but reads a
    calendar four weeks at a time and keeps what it read, so that a thousand documents cost as
    few queries as one. A clock lives as long as one piece of work. Times are naive, in UTC, as
    fields are.
    """

    def __init__(self):
        self._read = {}

    def add(self, calendar, start, hours):
        """The moment ``hours`` after ``start``; before it where they are negative."""
        if calendar:
            moment = self._add_working(calendar, _aware(start), hours)
            if moment:
                return moment
        return start + timedelta(hours=hours)

    def end_of_day(self, calendar, start, days, zone):
        """The last second of the day that comes ``days`` after the one of ``start`` in a time
        zone; where nobody works on it, of the next working day (for example Regulation (EEC,
        Euratom) 1182/71 Art. 3(1) and (4))."""
        local = pytz.timezone(zone or "UTC")
        day = _aware(start).astimezone(local).date() + timedelta(days=days)
        later = (day + timedelta(days=number) for number in range(DAYS_OFF_LIMIT))
        worked = next((one for one in later if self._is_worked(calendar, one)), day)
        return _naive(local.localize(datetime.combine(worked, time(23, 59, 59))))

    def _is_worked(self, calendar, day):
        if not calendar:
            return True
        noon = datetime.combine(day, time(12), timezone.utc)
        around = range(_block(noon - timedelta(days=1)), _block(noon + timedelta(days=1)) + 1)
        return any(
            begin.date() == day
            for block in around
            for begin, _stop in self._intervals(calendar, block)
        )

    def between(self, calendar, start, end):
        """Hours from ``start`` to ``end``; 0 where the end lies before."""
        if end <= start:
            return 0.0
        if not calendar:
            return (end - start).total_seconds() / 3600
        start, end = _aware(start), _aware(end)
        blocks = range(_block(start), _block(end) + 1)
        return sum(
            _hours(max(begin, start), min(stop, end))
            for block in blocks
            for begin, stop in self._intervals(calendar, block)
            if begin < end and stop > start
        )

    def _add_working(self, calendar, start, hours):
        step = 1 if hours >= 0 else -1
        left, first = abs(hours), _block(start)
        for block in range(first, first + step * BLOCKS, step):
            for begin, stop in self._intervals(calendar, block)[::step]:
                if step > 0:
                    begin = max(begin, start)
                else:
                    stop = min(stop, start)
                worked = _hours(begin, stop)
                if begin < stop and left <= worked:
                    rest = timedelta(hours=left)
                    return _naive(begin + rest if step > 0 else stop - rest)
                left -= max(worked, 0.0)
        return None

    def _intervals(self, calendar, block):
        """:return: list of (begin, stop) of the working time in a block, in order"""
        key = (calendar.id, block)
        if key not in self._read:
            begin = EPOCH + block * BLOCK
            intervals = calendar.sudo()._work_intervals_batch(begin, begin + BLOCK)[False]
            self._read[key] = [(start, stop) for start, stop, _meta in intervals]
        return self._read[key]


def _block(moment):
    return (moment - EPOCH) // BLOCK


def _hours(start, stop):
    return (stop - start).total_seconds() / 3600


def _aware(moment):
    return moment.replace(tzinfo=timezone.utc)


def _naive(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
