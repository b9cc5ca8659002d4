"""Part eight: does the sentinel find styles that go bad, more of them and sooner than the rules
that people use, at the same number of false alarms? And does counting new failures stay quick
among a million old ones?"""

import sys
import time
from pathlib import Path

sys.path.append(
    str(Path(__file__).resolve().parents[1] / "after_sales_quality" / "models" / "sentinel")
)
import cusum
import sentinel_styles as styles
from plan import COUNT_AT_MOST
from two_sizes import ask_both, cell

SEEDS = range(1, 11)
TUNING_SEEDS = range(101, 107)
BUDGET = 1.0  # false alarms a week over all styles
RATIO = 10  # as the addon has it by default
WEEKS = styles.WEEKS - styles.BAD_WEEK  # that are measured


def by_cusum(events, budget):
    """The sentinel of the addon."""
    alarms, score, before = [], 0.0, 0.0
    for event in events:
        expected = styles.RATE * (event.exposed - before)
        weekly = styles.RATE * (event.exposed - event.exposed_before) / styles.WINDOW
        share = budget / (styles.STYLES * styles.DEFECTS)
        score = cusum.next_score(score, expected, 1, RATIO)
        before = event.exposed
        if score >= cusum.threshold_for(share, weekly, RATIO):
            alarms.append(event.week)
            score = 0.0
    return alarms


def by_count(events, limit):
    """So many in four weeks. Of a limit of 6.3, six are enough for seven in ten, so that any
    number of false alarms can be had."""
    alarms, recent = [], []
    for event in events:
        recent = [week for week in recent if week > event.week - styles.WINDOW] + [event.week]
        lot = event.week * 1e6 % 1
        if len(recent) + lot >= limit:
            alarms.append(event.week)
            recent = []
    return alarms


def by_chance(events, limit):
    """So unlikely in the last four weeks, by the Poisson distribution."""
    alarms, recent, start = [], [], 0.0
    for event in events:
        recent = [week for week in recent if week > event.week - styles.WINDOW] + [event.week]
        expected = styles.RATE * (event.exposed - max(start, event.exposed_before))
        if cusum.chance_of(len(recent), expected) < limit:
            alarms.append(event.week)
            recent, start = [], event.exposed
    return alarms


def by_chance_ever(events, limit):
    """So unlikely since the first sale."""
    alarms, count, start = [], 0, 0.0
    for event in events:
        count += 1
        expected = styles.RATE * (event.exposed - start)
        if cusum.chance_of(count, expected) < limit:
            alarms.append(event.week)
            count, start = 0, event.exposed
    return alarms


# Words, rule, its limit by name, and between which two it is tuned: many false alarms, few.
RULES = (
    ("CUSUM, the sentinel", by_cusum, BUDGET, (10.0, 0.1)),
    ("count in 4 weeks", by_count, 3, (2.0, 12.0)),
    ("Poisson p, 4 weeks", by_chance, 0.001, (0.01, 1e-7)),
    ("Poisson p, since first sale", by_chance_ever, 0.001, (0.01, 1e-7)),
)


SMALL = 10_000  # failures of the past


def add_arguments(parser):
    parser.add_argument(
        "--failures", type=int, default=1_000_000, help="of the past, in part eight"
    )


def run(options):
    """-> {"rules": rows as of ``compare_rules``, "failures": …, "cost": {label: [figures when
    small, figures when large, ratio]}}"""
    rules = compare_rules()
    sizes = (SMALL, options.failures)
    cost = ask_both(options, "quality", sizes, "fill_failures", "count_failures")
    return {"rules": rules, "failures": options.failures, "cost": cost}


def compare_rules():
    """:return: list of dict ``rule``, ``limit``, ``tuned``, ``false`` alarms a week, and for each
    of ``styles.WORSE`` the share ``found`` and the ``weeks`` lost: 40 where nothing was found"""
    begun = time.monotonic()
    tuning = [styles.year(seed) for seed in TUNING_SEEDS]
    limits = [(words, rule, tuned_limit(tuning, rule, ends)) for words, rule, _by, ends in RULES]
    del tuning
    years = [styles.year(seed) for seed in SEEDS]
    rows = [row(years, words, rule, limit, False) for words, rule, limit, _ends in RULES]
    rows += [row(years, words, rule, limit, True) for words, rule, limit in limits]
    print(f"sentinel: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return rows


def tuned_limit(years, rule, ends):
    """The limit with the most false alarms within the budget: of these years, not of those that
    are measured."""
    many, few = ends
    for _halving in range(14):
        middle = (many * few) ** 0.5
        if false_alarms(years, rule, middle) > BUDGET:
            many = middle
        else:
            few = middle
    return few


def row(years, words, rule, limit, tuned):
    return {
        "rule": words,
        "limit": limit,
        "tuned": tuned,
        "false": false_alarms(years, rule, limit),
        **{worse: detection(years, rule, limit, worse) for worse in styles.WORSE},
    }


def false_alarms(years, rule, limit):
    """False alarms a week, from the week on in which the bad ones begin: before, little has been
    sold, and all rules are quieter."""
    count = sum(
        week >= styles.BAD_WEEK
        for year in years
        for pair in year.pairs
        if pair.worse == 1
        for week in rule(pair.events, limit)
    )
    return count / (len(years) * WEEKS)


def detection(years, rule, limit, worse):
    """:return: dict ``found`` (a share of all that went bad) and ``weeks`` (from then on)"""
    found = []
    for year in years:
        for pair in year.pairs:
            if pair.worse == worse:
                alarms = rule(pair.events, limit)
                found += [week for week in alarms if week >= styles.BAD_WEEK][:1]
    count = sum(year.bad[worse] for year in years)
    late = sum(week - styles.BAD_WEEK for week in found) + WEEKS * (count - len(found))
    return {"found": len(found) / count, "weeks": late / count}


def print_summary(summary):
    print_rules(summary["rules"])
    failures = f"{summary['failures']:,}"
    print(
        f"\nA thousand new failures at {SMALL:,} and at {failures} past ones: median ms (queries; "
        "rows)\n"
    )
    print(f"{'':20}{f'{SMALL:,}':>24}{failures:>24}{'ratio':>9}")
    for label, (small, large, ratio) in summary["cost"].items():
        verdict = "OK" if ratio <= COUNT_AT_MOST else "MISSED"
        print(f"{label:20}{cell(small):>24}{cell(large):>24}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {COUNT_AT_MOST:g}")


def print_rules(rows):
    print(
        f"\n{styles.STYLES:,} styles × {styles.DEFECTS} defects, {styles.WEEKS} weeks, "
        f"{len(SEEDS)} seeds; tuned on {len(TUNING_SEEDS)} others\n"
    )
    heads = "".join(f"{f'{worse}-fold found':>15}{'weeks':>7}" for worse in styles.WORSE)
    print(f"{'rule':36}{'limit':>10}{'false/week':>12}{heads}")
    for one in rows:
        words = f"{one['rule']}{', tuned' if one['tuned'] else ''}"
        cells = "".join(
            f"{one[worse]['found']:15.1%}{one[worse]['weeks']:7.1f}" for worse in styles.WORSE
        )
        print(f"{words:36}{one['limit']:10.3g}{one['false']:12.2f}{cells}")
    print(f"\nSentinel within its budget and ahead of every rule: {verdict(rows)}")


def verdict(rows):
    ours, *others = [one for one in rows if one["tuned"]]
    ahead = all(
        ours[worse]["found"] > other[worse]["found"]
        and ours[worse]["weeks"] < other[worse]["weeks"]
        for other in others
        for worse in styles.WORSE
    )
    by_budget = next(one for one in rows if one["rule"] == ours["rule"] and not one["tuned"])
    return "OK" if ahead and by_budget["false"] <= BUDGET else "MISSED"
