"""How a style going bad is told from chance: a Poisson CUSUM of units that failed.

Pure functions without a database, so that ``./dev bench sentinel`` measures what decides.

Time runs in *expected* failures: a style of which ten are expected this week lives through ten
units of time, one of which 0.01 is expected hardly moves. In this time units of a sound style
fail at a rate of one, whatever it sells; so how long it lives until chance alone makes an alarm
hangs on the threshold and the ratio alone (``mean_run``), and can be computed instead of tried.
Everything that is watched has the same share of the false alarms that are allowed, hence a
threshold of its own: lower for what sells little.

The score is that of E. S. Page, Continuous inspection schemes, Biometrika 41 (1954); for counts
J. M. Lucas, Counted data CUSUM's, Technometrics 27 (1985).
"""

from bisect import bisect_left
from functools import lru_cache
from math import exp, expm1, inf, log

# Steps in which the equation of ``mean_run`` is solved: the error is far below one percent.
STEPS = 600
# Thresholds that are tried: one step less makes about so much more of false alarms, 5 %.
GRID = 0.05
HIGHEST = 25.0


def failed_share(age_days, mean_days):
    """The share of those units that will fail which has failed by this age.

    :param mean_days: after how many days a unit that fails does so, on average
    :return: 0 for what is not sold yet, 1 for what is old enough
    """
    return -expm1(-age_days / mean_days) if age_days > 0 else 0.0


def exposed_units(sold, day, mean_days):
    """Units sold *and old enough to have failed*: each counts by ``failed_share``.

    :param sold: iterable of (day of sale, units); days are numbers of any calendar
    """
    return sum(units * failed_share(day - sale, mean_days) for sale, units in sold)


def next_score(score, expected, units, ratio):
    """The score after ``units`` failed, with ``expected`` failures since the last that failed.

    It is the logarithm of the likelihood that the style fails ``ratio`` times as often as
    expected, against its failing as expected, since the moment for which that is greatest.
    What went well in between counts against it, down to zero: a good past hides nothing.
    """
    return max(0.0, score - (ratio - 1) * expected) + units * log(ratio)


def mean_run(threshold, ratio):
    """How many expected failures a sound style lives through, on average, until its score
    reaches ``threshold`` by chance.

    With jumps of log(ratio) at a rate of one and a fall of ratio - 1 between them, the mean T
    from score s on solves (ratio - 1) T'(s) = 1 + T(s + log(ratio)) - T(s), T = 0 from the
    threshold on, and T(0) = 1 + T(log(ratio)). It is solved downwards from the threshold, for an
    unknown T just below it: T = known + factor * unknown.
    """
    step = threshold / STEPS
    jump = log(ratio) / step
    fade = exp(step / (ratio - 1))
    known, factor = [0.0] * (STEPS + 1), [0.0] * (STEPS + 1)
    factor[STEPS] = 1.0
    for index in range(STEPS - 1, -1, -1):
        after = index + 0.5 + jump
        known[index] = fade * known[index + 1] - (fade - 1) * (1 + _between(known, after))
        factor[index] = fade * factor[index + 1] - (fade - 1) * _between(factor, after)
    unknown = (1 + _between(known, jump) - known[0]) / (factor[0] - _between(factor, jump))
    return known[0] + factor[0] * unknown


def _between(values, position):
    """The value at a position between two; nothing is left from the last on."""
    index = int(position)
    if index >= len(values) - 1:
        return 0.0
    share = position - index
    return values[index] * (1 - share) + values[index + 1] * share


def threshold_for(alarms, expected, ratio):
    """The lowest threshold that keeps to a budget of false alarms; one unit never reaches it.

    :param alarms: how many may be false, in some time, of what is watched
    :param expected: failures expected of it in the same time
    """
    thresholds, runs = _grid(ratio)
    wanted = expected / alarms if alarms else inf
    place = bisect_left(runs, wanted, hi=len(runs) - 1)
    return thresholds[place]


@lru_cache
def _grid(ratio):
    """:return: (list of thresholds, list of the ``mean_run`` of each), both rising"""
    count = int((HIGHEST - log(ratio)) / GRID)
    thresholds = [log(ratio) + GRID * step for step in range(1, count + 1)]
    return thresholds, [mean_run(threshold, ratio) for threshold in thresholds]


def chance_of(units, expected):
    """How likely it is that at least ``units`` fail where ``expected`` do (Poisson)."""
    term = exp(-expected)
    below = 0.0
    for count in range(int(units)):
        below += term
        term *= expected / (count + 1)
    if below < 0.999:
        return 1 - below
    # What is left is too small to be told from rounding: summed from its own side.
    tail = 0.0
    count = int(units)
    while term > tail * 1e-12:
        tail += term
        count += 1
        term *= expected / count
    return tail
