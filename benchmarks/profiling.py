"""Where the time and the queries of a scenario go, for ``--profile``."""

import cProfile
import pstats
import re
import threading
import traceback
from collections import Counter
from contextlib import contextmanager

TOP = 60


@contextmanager
def profiled(path):
    """Write a report of the block to ``path``; without one, do nothing.

    The report holds the functions by cumulated time and by their own time, and the queries by
    the statement's first words and by the place outside of the ORM that caused them.
    """
    if not path:
        yield
        return
    statements, places, seconds = Counter(), Counter(), Counter()
    thread = threading.current_thread()

    def count(cursor, query, params, start, delay):
        words = shorten(query)
        statements[words] += 1
        seconds[words] += delay
        places[caller()] += 1

    profile = cProfile.Profile()
    thread.query_hooks = [count]
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        del thread.query_hooks
        write(path, profile, statements, seconds, places)


def shorten(query):
    """A statement without its values and column list."""
    text = re.sub(r"\s+", " ", str(query))
    text = re.sub(r"SELECT .*? FROM", "SELECT … FROM", text, count=1)
    return re.sub(r"\([^()]{30,}\)", "(…)", text)[:110]


def caller():
    """The last frame outside of the ORM, as ``file:line function``, and the two before it."""
    frames = [
        frame
        for frame in traceback.extract_stack()[:-2]
        if "/odoo/orm/" not in frame.filename
        and "sql_db" not in frame.filename
        and "/benchmarks/profiling" not in frame.filename
    ]
    return " < ".join(
        f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}"
        for frame in reversed(frames[-3:])
    )


def write(path, profile, statements, seconds, places):
    with open(path, "w", encoding="utf-8") as stream:
        total = sum(statements.values())
        stream.write(f"{total} queries, {sum(seconds.values()) * 1000:.0f} ms in the database\n\n")
        for words, number in statements.most_common(TOP):
            stream.write(f"{number:6d} {seconds[words] * 1000:8.1f} ms  {words}\n")
        stream.write("\nqueries by place\n")
        for place, number in places.most_common(TOP):
            stream.write(f"{number:6d}  {place}\n")
        for order in ("cumulative", "tottime"):
            pstats.Stats(profile, stream=stream).sort_stats(order).print_stats(TOP * 2)
