"""Transactions as RPC makes them, with a stopwatch and a query counter around each."""

import gc
import os
import time
from collections import defaultdict
from contextlib import contextmanager

from odoo import sql_db
from odoo.api import Environment

TICKS = os.sysconf("SC_CLK_TCK")


class Session:
    """One user's work on one database; every ``step`` is a transaction of its own.

    ``steps`` maps a step's name to ``[milliseconds, queries, CPU milliseconds]``, commit
    included (it flushes and runs what waits for the commit). The CPU time is that of Python,
    plus that of the database's process where it runs on this machine; unlike the milliseconds
    it does not count the time that other people's processes take.
    """

    def __init__(self, registry, user_id):
        self.registry = registry
        self.user_id = user_id
        self.steps = defaultdict(lambda: [0.0, 0, 0.0])

    @contextmanager
    def step(self, name):
        """A fresh environment; what the block writes is committed at its end."""
        wall, cpu, queries = time.perf_counter(), time.process_time(), sql_db.sql_counter
        with self.registry.cursor() as cr:
            backend = cr._cnx.info.backend_pid
            used = backend_ms(backend)
            yield self.environment(cr)
        total = self.steps[name]
        total[0] += (time.perf_counter() - wall) * 1000
        total[1] += sql_db.sql_counter - queries
        total[2] += (time.process_time() - cpu) * 1000 + backend_ms(backend) - used

    def environment(self, cr):
        return Environment(cr, self.user_id, {"lang": "en_US", "tz": "UTC", "uid": self.user_id})

    @contextmanager
    def unmeasured(self):
        """A superuser's environment that leaves no trace in the figures."""
        with self.registry.cursor() as cr:
            yield Environment(cr, 1, {"lang": "en_US"})

    @contextmanager
    def unmeasured_as_user(self):
        """The user's own environment, to look what there is to do."""
        with self.registry.cursor() as cr:
            yield self.environment(cr)

    @contextmanager
    def quiet_memory(self):
        """Collect garbage before, not while, the clock runs."""
        gc.collect()
        gc.disable()
        try:
            yield
        finally:
            gc.enable()


def backend_ms(pid):
    """CPU milliseconds that a local database process used so far; 0 for a remote one.

    The kernel counts them in ticks of 10 ms: right over a share of orders, not for one click.
    """
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS
