"""Part four, searching: what a scan at the till costs the server at 10,000 and at
``--till-lines`` lines sold at tills."""

import os
import sys
from contextlib import ExitStack
from statistics import median

import databases
from plan import DATABASES, TILL_SEARCH_AT_MOST
from process import WorkerProcess

SMALL = 10_000
ORDERS = 8  # of the prepared database: it is made for the other parts
PASSES = 3  # small, large, small, large …: a noisy minute hits both


def run(options):
    """-> {"rows": …, "searches": {label: [figures when small, figures when large, ratio]}}"""
    with ExitStack() as cleanup:
        small, large = start_workers(options, cleanup)
        answers = []
        for worker, lines in ((small, SMALL), (large, options.till_lines)):
            print(f"filling {worker.database} with {lines:,} lines of tills", file=sys.stderr)
            answers.append(worker.ask("fill_till", lines=lines))
        passes = [
            [small.ask("search_till", **answers[0]), large.ask("search_till", **answers[1])]
            for _number in range(PASSES)
        ]
    searches = {label: compare(passes, label) for label in passes[0][0]}
    return {"rows": options.till_lines, "searches": searches}


def compare(passes, label):
    """[figures when small, figures when large, ratio]: medians over the alternating passes."""
    small, large = (
        {**figures[0], "ms": median(one["ms"] for one in figures)}
        for figures in ([one[size][label] for one in passes] for size in (0, 1))
    )
    return [small, large, large["ms"] / small["ms"]]


def start_workers(options, cleanup):
    """Two databases with the addon, one for each size."""
    modules, _groups = DATABASES["till"]
    source = databases.prepared(ORDERS)
    names = [f"{databases.PREFIX}{os.getpid()}_till_{size}" for size in ("small", "large")]
    if not options.keep:
        cleanup.callback(databases.drop, source)
        for name in names:
            cleanup.callback(databases.drop, name)
    databases.copy(source, names[0])
    databases.install(names[0], modules)
    databases.copy(names[0], names[1])
    return [cleanup.enter_context(WorkerProcess(name)) for name in names]


def print_searches(summary):
    rows = f"{summary['rows']:,}"
    print(
        f"\nA scan at the till at {SMALL:,} and at {rows} lines: median ms (queries; rows shown)\n"
    )
    print(f"{'':36}{f'{SMALL:,}':>18}{rows:>20}{'ratio':>9}")
    for label, (small, large, ratio) in summary["searches"].items():
        kept = "OK" if ratio <= TILL_SEARCH_AT_MOST else "MISSED"
        verdict = "" if label.startswith("core") else kept
        print(f"{label:36}{cell(small):>18}{cell(large):>20}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {TILL_SEARCH_AT_MOST:g} for this addon")


def cell(figures):
    return f"{figures['ms']:.1f} ({figures['queries']}; {figures['rows']})"
