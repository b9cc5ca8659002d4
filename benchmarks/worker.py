"""One Odoo process on one database; takes orders as JSON lines on stdin, answers on stdout.

A request is ``{"do": <task>, …}``; the answer is the task's dict, or ``{"error": <traceback>}``.
"""

import argparse
import importlib
import json
import os
import sys
import traceback

import checks
import dataset
from plan import REPAIR_WAYS, SCENARIOS, TILL_WAYS
from profiling import profiled
from session import Session

import odoo.cli  # noqa: F401  (sets Odoo up for a plain script)
from odoo.modules.registry import Registry
from odoo.tools import config


class Worker:
    """Serves the tasks of one database; each public method is a task."""

    def __init__(self, database, groups):
        self.registry = Registry(database)
        self.user_id = 1
        self.groups = groups

    def prepare(self, orders):
        """Fill the prepared database with ``orders`` orders."""
        with Session(self.registry, 1).unmeasured() as env:
            dataset.prepare(env, orders)
        return {}

    def login(self):
        """Work as the clerk from now on, with the groups of this database's addons."""
        with Session(self.registry, 1).unmeasured() as env:
            clerk = env["res.users"].search([("login", "=", dataset.CLERK)])
            clerk.group_ids += sum(map(env.ref, self.groups), env["res.groups"])
            self.user_id = clerk.id
        switch_mail_off(self.registry)
        return {}

    def setup(self, scenario, by_hand):
        """What the scenario's module wants to have configured, once."""
        module = importlib.import_module({**SCENARIOS, **REPAIR_WAYS, **TILL_WAYS}[scenario].module)
        with Session(self.registry, 1).unmeasured() as env:
            module.setup(env, by_hand)
        return {}

    def run(self, scenario, start, count, batch, profile=None):
        """Return ``count`` orders from place ``start`` on, in batches; checked afterwards.

        The answer: ``lines``, ``orders`` and ``steps`` as in :class:`session.Session`.
        """
        way = SCENARIOS[scenario]
        function = getattr(importlib.import_module(way.module), way.name)
        session = Session(self.registry, self.user_id)
        with session.unmeasured() as env:
            orders = dataset.find_orders(env, start, count)
            stock, lines = checks.stock_on_hand(env, orders), len(orders.order_line)
        assert len(orders) == count, "the prepared database has too few orders"
        with session.quiet_memory(), profiled(profile):
            for place in range(0, count, batch):
                function(session, orders.ids[place : place + batch])
        with session.unmeasured() as env:
            checks.check_returned(env, env["sale.order"].browse(orders.ids), stock)
        return {"lines": lines, "orders": count, "steps": session.steps}

    def repair(self, scenario, count, batch, profile=None):
        """Part three: repair ``count`` customers' items, ``batch`` at a time; checked afterwards.

        The answer is that of ``run``; a line is a repair.
        """
        way = REPAIR_WAYS[scenario]
        function = getattr(importlib.import_module(way.module), way.name)
        session = Session(self.registry, self.user_id)
        with session.unmeasured() as env:
            customers = dataset.find_customers(env, count).ids
            before = dataset.part(env).qty_available
        repair_ids = []
        with session.quiet_memory(), profiled(profile):
            for place in range(0, count, batch):
                repair_ids += function(session, customers[place : place + batch])
        with session.unmeasured() as env:
            repairs = env["repair.order"].browse(repair_ids)
            checks.check_repaired(env, repairs, before, dataset.part(env).qty_available)
        return {"lines": count, "orders": count, "steps": session.steps}

    def fill(self, lines):
        """Part two: plain SQL return lines. -> users and the number to search"""
        import volume_fill

        with Session(self.registry, 1).unmeasured() as env:
            return volume_fill.fill(env, lines)

    def views(self, users, number):
        """Part two: the times of the views."""
        import volume_views

        return volume_views.measure(self.registry, users, number)

    def fill_till(self, lines):
        """Part four: plain SQL receipts. -> what to search for, as whom and where"""
        import till_fill

        with Session(self.registry, 1).unmeasured() as env:
            return till_fill.fill(env, lines)

    def fill_install(self, orders, repairs):
        """Part six: what a chain has after some years."""
        import install_fill

        with Session(self.registry, 1).unmeasured() as env:
            return install_fill.fill(env, orders, repairs)

    def search_sold(self):
        """Part six: the times of what the form of a return asks for."""
        import sold_views

        return sold_views.measure(self.registry)

    def search_till(self, **searched):
        """Part four: the times of what the return screen asks for."""
        import till_views

        return till_views.measure(self.registry, **searched)

    def fill_failures(self, lines):
        """Part eight: failures of the past, counted already."""
        import sentinel_fill

        with Session(self.registry, 1).unmeasured() as env:
            return sentinel_fill.fill(env, lines)

    def count_failures(self):
        """Part eight: the times of recording and counting a thousand new ones."""
        import sentinel_fill

        return sentinel_fill.measure(Session(self.registry, 1))

    def bring_back(self, scenario, count, profile=None):
        """Part five: ``count`` receipts are sold, then a unit of each comes back; checked
        afterwards. The answer is that of ``run``; a line is a return.
        """
        way = TILL_WAYS[scenario]
        module = importlib.import_module(way.module)
        session = Session(self.registry, self.user_id)
        with session.unmeasured() as env:
            customers = dataset.find_customers(env, count).ids
        receipts = module.sell(session, customers, way.batched)
        with session.quiet_memory(), profiled(profile):
            uuids = getattr(module, way.name)(session, receipts)
        with session.unmeasured() as env:
            refunds = env["pos.order"].search([("uuid", "in", uuids)])
            assert len(refunds) == count, "a refund is missing"
            checks.check_brought_back(refunds, way.batched)
        return {"lines": count, "orders": count, "steps": session.steps}

    def send_outbox(self, mails, url):
        """Part seven: what the scheduled job of the outbox takes for ``mails`` of each kind."""
        import scenario_outbox

        session = Session(self.registry, 1)
        with session.unmeasured() as env:
            scenario_outbox.owe(env, mails, url)
        with session.quiet_memory():
            return scenario_outbox.send(session)


def switch_mail_off(registry):
    """Nothing leaves the machine, and no network time enters the figures."""

    def send_email(self, message, *args, **kwargs):
        return message["Message-Id"]

    registry["ir.mail_server"].send_email = send_email


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--groups", default="")
    options = parser.parse_args()
    config.parse_config(["--database", options.database, "--no-http", "--log-level=warn"])
    # Whatever prints must not disturb the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    worker = Worker(options.database, [name for name in options.groups.split(",") if name])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(worker, request.pop("do"))(**request)
        except Exception:  # the parent shows it and stops
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), file=answers)


if __name__ == "__main__":
    main()
