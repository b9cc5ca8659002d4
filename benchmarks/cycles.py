"""Part one: the whole cycle of a return, six ways, interleaved."""

import os
import sys
from contextlib import ExitStack

import databases
from plan import DATABASES, SCENARIOS, WARMUP_ORDERS
from process import WorkerProcess


def run(options):
    """-> {scenario: [share, …]}: one share per round, as :meth:`worker.Worker.run` answers."""
    chosen = [key for key in SCENARIOS if key in options.only]
    share = options.n // options.rounds
    with ExitStack() as cleanup:
        workers = start_workers(chosen, options, cleanup)
        for key in chosen:
            workers[key].ask("setup", scenario=key, by_hand=options.by_hand)
            measure(workers[key], key, 0, WARMUP_ORDERS, options)
        results = {key: [] for key in chosen}
        for number in range(options.rounds):
            for key in chosen:
                start = WARMUP_ORDERS + number * share
                profile = options.profile_path(key) if number == options.rounds - 1 else None
                answer = measure(workers[key], key, start, share, options, profile)
                results[key].append(answer)
                say_share(number, key, answer)
    return results


def start_workers(chosen, options, cleanup):
    """A database and a process for each of DATABASES that a chosen scenario needs."""
    source = databases.prepared(databases.orders_needed(options.n))
    if not options.keep:
        cleanup.callback(databases.drop, source)
    by_database = {}
    for database in dict.fromkeys(SCENARIOS[key].database for key in chosen):
        modules, groups = DATABASES[database]
        name = f"{databases.PREFIX}{os.getpid()}_{database}"
        databases.copy(source, name)
        if not options.keep:
            cleanup.callback(databases.drop, name)
        databases.install(name, modules)
        worker = cleanup.enter_context(WorkerProcess(name, groups))
        worker.ask("login")
        by_database[database] = worker
    return {key: by_database[SCENARIOS[key].database] for key in chosen}


def measure(worker, key, start, count, options, profile=None):
    """``start`` counts within the scenario's own half of its database's orders."""
    way = SCENARIOS[key]
    offset = way.slot * (options.n + WARMUP_ORDERS) + start
    batch = min(options.batch, count) if way.batched else count
    return worker.ask("run", scenario=key, start=offset, count=count, batch=batch, profile=profile)


def say_share(number, key, answer):
    ms, queries, cpu_ms = (
        sum(step[place] for step in answer["steps"].values()) / answer["lines"]
        for place in range(3)
    )
    figures = f"{ms:.0f} ms, {queries:.1f} queries, {cpu_ms:.0f} CPU ms per line"
    print(f"round {number + 1} ({key}): {figures}", file=sys.stderr)
