"""Transactions as RPC makes them, with a stopwatch and a query counter around each."""

import gc
import time
from collections import defaultdict
from contextlib import contextmanager

from odoo import sql_db
from odoo.api import Environment


class Session:
    """One user's work on one database; every ``step`` is a transaction of its own.

    ``steps`` maps a step's name to ``[milliseconds, queries, CPU milliseconds of Python]``,
    commit included (it flushes and runs what waits for the commit).
    """

    def __init__(self, registry, user_id):
        self.registry = registry
        self.user_id = user_id
        self.steps = defaultdict(lambda: [0.0, 0, 0.0])

    def context(self):
        return {"lang": "en_US", "tz": "UTC", "uid": self.user_id}

    @contextmanager
    def step(self, name):
        """A fresh environment; what the block writes is committed at its end."""
        wall, cpu, queries = time.perf_counter(), time.process_time(), sql_db.sql_counter
        with self.registry.cursor() as cr:
            yield Environment(cr, self.user_id, self.context())
        total = self.steps[name]
        total[0] += (time.perf_counter() - wall) * 1000
        total[1] += sql_db.sql_counter - queries
        total[2] += (time.process_time() - cpu) * 1000

    @contextmanager
    def unmeasured(self):
        """A superuser's environment that leaves no trace in the figures."""
        with self.registry.cursor() as cr:
            yield Environment(cr, 1, {"lang": "en_US"})

    @contextmanager
    def quiet_memory(self):
        """Collect garbage before, not while, the clock runs."""
        gc.collect()
        gc.disable()
        try:
            yield
        finally:
            gc.enable()
