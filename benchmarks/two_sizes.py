"""What parts two and four share: the same questions to a small and to a large database."""

import os
import sys
from contextlib import ExitStack
from statistics import median

import databases
from plan import DATABASES
from process import WorkerProcess

ORDERS = 8  # of the prepared database: it is made for the other parts
PASSES = 3  # small, large, small, large …: a noisy minute hits both


def ask_both(options, kind, sizes, fill, question):
    """Fill a database for each size, and ask the workers in turn.

    :param kind: key of ``plan.DATABASES``
    :param sizes: (lines of the small one, lines of the large one)
    :param fill, question: commands of the worker
    :return: {label: [figures when small, figures when large, ratio]}
    """
    with ExitStack() as cleanup:
        workers = start_workers(options, cleanup, kind)
        answers = []
        for worker, lines in zip(workers, sizes, strict=True):
            print(f"filling {worker.database} with {lines:,} lines", file=sys.stderr)
            answers.append(worker.ask(fill, lines=lines))
        passes = [
            [
                worker.ask(question, **answer)
                for worker, answer in zip(workers, answers, strict=True)
            ]
            for _number in range(PASSES)
        ]
    return {label: compare(passes, label) for label in passes[0][0]}


def compare(passes, label):
    """[figures when small, figures when large, ratio]: medians over the alternating passes."""
    small, large = (
        {**figures[0], "ms": median(one["ms"] for one in figures)}
        for figures in ([one[size][label] for one in passes] for size in (0, 1))
    )
    return [small, large, large["ms"] / small["ms"]]


def start_workers(options, cleanup, kind):
    """Two databases with the addon, one for each size."""
    modules, _groups = DATABASES[kind]
    source = databases.prepared(ORDERS)
    names = [f"{databases.PREFIX}{os.getpid()}_{kind}_{size}" for size in ("small", "large")]
    if not options.keep:
        cleanup.callback(databases.drop, source)
        for name in names:
            cleanup.callback(databases.drop, name)
    databases.copy(source, names[0])
    databases.install(names[0], modules)
    databases.copy(names[0], names[1])
    return [cleanup.enter_context(WorkerProcess(name)) for name in names]


def cell(figures):
    return f"{figures['ms']:.1f} ({figures['queries']}; {figures['rows']})"
