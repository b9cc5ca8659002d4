"""Part two: the same views at 1,000 and at ``--rows`` return lines."""

import os
import sys
from contextlib import ExitStack
from statistics import median

import databases
from plan import DATABASES
from process import WorkerProcess

SMALL = 1000
ORDERS = 8  # sold orders that the return lines refer to
PASSES = 3  # small, large, small, large …: a noisy minute hits both
AT_MOST = 2.0
WITH_TARGET = ("list", "kanban", "search")


def run(options):
    """-> {"rows": …, "views": {label: [figures when small, figures when large, ratio]}}"""
    with ExitStack() as cleanup:
        small, large = start_workers(options, cleanup)
        answers = []
        for worker, rows in ((small, SMALL), (large, options.rows)):
            print(f"filling {worker.database} with {rows:,} return lines", file=sys.stderr)
            answers.append(worker.ask("fill", lines=rows))
        passes = [
            [small.ask("views", **answers[0]), large.ask("views", **answers[1])]
            for _number in range(PASSES)
        ]
    views = {label: compare(passes, label) for label in passes[0][0]}
    return {"rows": options.rows, "views": views}


def compare(passes, label):
    """[figures when small, figures when large, ratio]: medians over the alternating passes."""
    small, large = (
        {**figures[0], "ms": median(one["ms"] for one in figures)}
        for figures in ([one[size][label] for one in passes] for size in (0, 1))
    )
    return [small, large, large["ms"] / small["ms"]]


def start_workers(options, cleanup):
    """Two databases with the addon, one for each size."""
    modules, _groups = DATABASES["asr"]
    source = databases.prepared(ORDERS)
    names = [f"{databases.PREFIX}{os.getpid()}_{size}" for size in ("small", "large")]
    if not options.keep:
        cleanup.callback(databases.drop, source)
        for name in names:
            cleanup.callback(databases.drop, name)
    databases.copy(source, names[0])
    databases.install(names[0], modules)
    databases.copy(names[0], names[1])
    return [cleanup.enter_context(WorkerProcess(name)) for name in names]


def print_views(summary):
    rows = f"{summary['rows']:,}"
    print(f"\nViews at {SMALL:,} and at {rows} return lines: median ms (queries; rows shown)\n")
    print(f"{'':32}{f'{SMALL:,}':>20}{rows:>22}{'ratio':>9}")
    for label, (small, large, ratio) in summary["views"].items():
        aimed = label.startswith(WITH_TARGET)
        verdict = ("OK" if ratio <= AT_MOST else "MISSED") if aimed else ""
        print(f"{label:32}{cell(small):>20}{cell(large):>22}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {AT_MOST:g} for list, kanban and search")


def cell(figures):
    return f"{figures['ms']:.1f} ({figures['queries']}; {figures['rows']})"
