"""A year of a retail chain that never was: styles that sell, units that fail, some styles bad.

What ``sentinel.py`` asks the rules about. Times are weeks since the beginning of the year.
"""

from bisect import bisect
from itertools import accumulate
from math import exp
from random import Random
from typing import NamedTuple

from cusum import exposed_units

STYLES = 5000
DEFECTS = 8
WEEKS = 52
SALES_MEDIAN, SALES_SIGMA = 25, 1.0  # units a week of a style, log-normal over the styles
DELAY = 4  # weeks from sale to failure, on average, exponential
RATE = 0.0008  # of units per defect
BAD_SHARE, BAD_WEEK = 0.01, 12
WORSE = (5, 20)  # half of the bad pairs each
WINDOW = 4  # weeks that the rules by hand look back


class Event(NamedTuple):
    """One unit that failed, and how many were exposed until then: now, and ``WINDOW`` ago."""

    week: float
    exposed: float
    exposed_before: float


class Pair(NamedTuple):
    """A style and a defect; ``worse`` is 1, or how many times as often units fail that were sold
    from ``BAD_WEEK`` on."""

    worse: int
    events: list


class Year(NamedTuple):
    pairs: list  # of Pair; those in which nothing failed are left out
    bad: dict  # {worse: how many pairs}
    expected: float  # failures a week, of all sound pairs, from ``BAD_WEEK`` on


def year(seed):
    """:return: a Year, the same for the same seed"""
    chance = Random(seed)
    pairs, bad, expected = [], dict.fromkeys(WORSE, 0), 0.0
    count = STYLES * DEFECTS
    bad_pairs = chance.sample(range(count), round(count * BAD_SHARE))
    worse_of = {pair: WORSE[place % len(WORSE)] for place, pair in enumerate(bad_pairs)}
    for style in range(STYLES):
        sold = sales(chance)
        exposed = exposed_at(sold, WEEKS) - exposed_at(sold, BAD_WEEK)
        expected += DEFECTS * RATE * exposed / (WEEKS - BAD_WEEK)
        for defect in range(DEFECTS):
            worse = worse_of.get(style * DEFECTS + defect, 1)
            if worse > 1:
                bad[worse] += 1
            weeks = failures(chance, sold, worse)
            if weeks:
                events = [
                    Event(week, exposed_at(sold, week), exposed_at(sold, week - WINDOW))
                    for week in weeks
                ]
                pairs.append(Pair(worse, events))
    return Year(pairs, bad, expected)


def sales(chance):
    """:return: list of units sold in each week"""
    level = SALES_MEDIAN * exp(chance.gauss(0, SALES_SIGMA))
    return [poisson(chance, level) for _week in range(WEEKS)]


def failures(chance, sold, worse):
    """:return: sorted list of the times at which units fail within the year"""
    weights = [units * RATE * (worse if week >= BAD_WEEK else 1) for week, units in enumerate(sold)]
    reached = list(accumulate(weights))
    found = []
    for _unit in range(poisson(chance, reached[-1])):
        week = bisect(reached, chance.random() * reached[-1], hi=WEEKS - 1)
        found.append(week + chance.random() + chance.expovariate(1 / DELAY))
    return sorted(week for week in found if week < WEEKS)


def exposed_at(sold, week):
    """A week's units count from its middle, as in the addon."""
    begun = range(min(WEEKS, max(0, int(week + 0.5))))
    return exposed_units(((one + 0.5, sold[one]) for one in begun), week, DELAY)


def poisson(chance, mean):
    """A Poisson number: exactly where it is small, rounded from the normal where it is large."""
    if mean > 50:
        return max(0, round(chance.gauss(mean, mean**0.5)))
    count, left = 0, exp(-mean)
    product = chance.random()
    while product > left:
        count += 1
        product *= chance.random()
    return count
