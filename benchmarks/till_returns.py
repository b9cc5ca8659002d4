"""Part five: what a synced return costs the server, beside Odoo's own refund order, uninvoiced and
invoiced, interleaved."""

import os
import sys
from contextlib import ExitStack

import databases
from plan import DATABASES, TILL_TARGETS, TILL_WAYS, WARMUP_ORDERS
from process import WorkerProcess
from report import per_line, ratio, totals

CUSTOMERS = 100


def run(options):
    """-> {way: [share, …]}: one share per round, as :meth:`worker.Worker.bring_back` answers."""
    with ExitStack() as cleanup:
        workers = start_workers(options, cleanup)
        for key, way in TILL_WAYS.items():
            workers[way.database].ask("bring_back", scenario=key, count=WARMUP_ORDERS)
        results = {key: [] for key in TILL_WAYS}
        for number in range(options.rounds):
            for key, way in TILL_WAYS.items():
                profile = options.profile_path(key) if number == options.rounds - 1 else None
                answer = workers[way.database].ask(
                    "bring_back", scenario=key, count=options.singles, profile=profile
                )
                results[key].append(answer)
                ms, queries, cpu_ms = (figure / answer["lines"] for figure in totals(answer))
                figures = f"{ms:.0f} ms, {queries:.1f} queries, {cpu_ms:.0f} CPU ms per return"
                print(f"round {number + 1} ({key}): {figures}", file=sys.stderr)
        return results


def start_workers(options, cleanup):
    """{database: process}, one with and one without the addon; each with its till."""
    source = databases.prepared(CUSTOMERS)
    if not options.keep:
        cleanup.callback(databases.drop, source)
    workers = {}
    for database in dict.fromkeys(way.database for way in TILL_WAYS.values()):
        modules, groups = DATABASES[database]
        name = f"{databases.PREFIX}{os.getpid()}_{database}"
        databases.copy(source, name)
        if not options.keep:
            cleanup.callback(databases.drop, name)
        databases.install(name, modules)
        workers[database] = cleanup.enter_context(WorkerProcess(name, groups))
        workers[database].ask("login")
        scenario = next(key for key, way in TILL_WAYS.items() if way.database == database)
        workers[database].ask("setup", scenario=scenario, by_hand=False)
    return workers


def summary(results):
    """What goes to ``--json``."""
    return {
        "per_return": {key: per_line(shares) for key, shares in results.items()},
        "ratios": [
            {
                "target": target.words,
                "at_most": target.at_most,
                **{
                    name: ratio(results[target.left], results[target.right], place)
                    for place, name in enumerate(("ratio", "queries", "cpu"))
                },
            }
            for target in TILL_TARGETS
        ],
    }


def print_summary(figures, options):
    print(
        f"\nA return synced by a till: {options.singles} per round, {options.rounds} interleaved "
        "rounds (medians)\n"
    )
    print(f"{'':4}{'way':40}{'ms/return':>11}{'queries':>9}{'CPU ms':>9}")
    for key, row in figures["per_return"].items():
        print(
            f"{key:4}{TILL_WAYS[key].label:40}{row['ms']:11.1f}{row['queries']:9.1f}"
            f"{row['cpu_ms']:9.1f}"
        )
    print(f"\n{'target':44}{'ms':>8}{'queries':>9}{'at most':>9}{'':10}{'CPU':>8}")
    for row in figures["ratios"]:
        kept = max(row["ratio"], row["queries"]) <= row["at_most"]
        print(
            f"{row['target']:44}{row['ratio']:8.2f}{row['queries']:9.2f}{row['at_most']:9.2f}  "
            f"{'OK' if kept else 'MISSED':8}{row['cpu']:8.2f}"
        )
