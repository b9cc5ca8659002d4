"""Part three: a customer's item from intake to hand-back, with core's repair alone and with this
addon, one by one and on a recordset, interleaved."""

import os
import sys
from contextlib import ExitStack

import databases
from plan import DATABASES, REPAIR_TARGETS, REPAIR_WAYS, WARMUP_ORDERS
from process import WorkerProcess
from report import per_line, ratio, steps_per_line, totals

CUSTOMERS = 100


def run(options):
    """-> {way: [share, …]}: one share per round, as :meth:`worker.Worker.repair` answers."""
    with ExitStack() as cleanup:
        workers = start_workers(options, cleanup)
        for key, way in REPAIR_WAYS.items():
            workers[way.database].ask("repair", scenario=key, count=WARMUP_ORDERS, batch=2)
        results = {key: [] for key in REPAIR_WAYS}
        for number in range(options.rounds):
            for key, way in REPAIR_WAYS.items():
                profile = options.profile_path(key) if number == options.rounds - 1 else None
                count = options.repairs if way.batched else options.singles
                answer = workers[way.database].ask(
                    "repair", scenario=key, count=count, batch=count, profile=profile
                )
                results[key].append(answer)
                ms, queries, cpu_ms = (figure / answer["lines"] for figure in totals(answer))
                figures = f"{ms:.0f} ms, {queries:.1f} queries, {cpu_ms:.0f} CPU ms per repair"
                print(f"round {number + 1} ({key}): {figures}", file=sys.stderr)
        return results


def start_workers(options, cleanup):
    """{database: process}, one with and one without the addon."""
    source = databases.prepared(CUSTOMERS)
    if not options.keep:
        cleanup.callback(databases.drop, source)
    workers = {}
    for database in dict.fromkeys(way.database for way in REPAIR_WAYS.values()):
        modules, groups = DATABASES[database]
        name = f"{databases.PREFIX}{os.getpid()}_{database}"
        databases.copy(source, name)
        if not options.keep:
            cleanup.callback(databases.drop, name)
        databases.install(name, modules)
        workers[database] = cleanup.enter_context(WorkerProcess(name, groups))
        workers[database].ask("login")
    return workers


def summary(results):
    """What goes to ``--json``."""
    return {
        "per_repair": {key: per_line(shares) for key, shares in results.items()},
        "steps_per_repair": {key: steps_per_line(shares) for key, shares in results.items()},
        "ratios": [
            {
                "target": target.words,
                "at_most": target.at_most,
                **{
                    name: ratio(results[target.left], results[target.right], place)
                    for place, name in enumerate(("ratio", "queries", "cpu"))
                },
            }
            for target in REPAIR_TARGETS
        ],
    }


def print_summary(figures, options):
    print(
        f"\nRepair, intake to hand-back: {options.singles} one by one and {options.repairs} on a "
        f"recordset per round, {options.rounds} interleaved rounds (medians)\n"
    )
    print(f"{'':4}{'way':40}{'ms/repair':>11}{'queries':>9}{'CPU ms':>9}")
    for key, row in figures["per_repair"].items():
        print(
            f"{key:4}{REPAIR_WAYS[key].label:40}{row['ms']:11.1f}{row['queries']:9.1f}"
            f"{row['cpu_ms']:9.1f}"
        )
    print("\nper repair, by step: CPU ms / queries")
    for key, steps in figures["steps_per_repair"].items():
        parts = [f"{step} {row[2]:.1f} / {row[1]:.1f}" for step, row in steps.items()]
        print(f"{key:4}{'   '.join(parts)}")
    print(f"\n{'target':44}{'ms':>8}{'queries':>9}{'at most':>9}{'':10}{'CPU':>8}")
    for row in figures["ratios"]:
        kept = max(row["ratio"], row["queries"]) <= row["at_most"]
        print(
            f"{row['target']:44}{row['ratio']:8.2f}{row['queries']:9.2f}{row['at_most']:9.2f}  "
            f"{'OK' if kept else 'MISSED':8}{row['cpu']:8.2f}"
        )
