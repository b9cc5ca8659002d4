"""Part two's measurements: views opened as the web client does, by normal users."""

import statistics
import time

import client_calls

from odoo import sql_db
from odoo.api import Environment

MODEL = "after.sales.return"
REPORT = "after.sales.return.report"
REPEAT = 5
ENOUGH_MS = 4000  # a call that is slow is repeated less often


def measure(registry, users, number):
    """-> {"view, user": {"ms": median, "queries": …, "rows": …}}; the first call is not counted.

    Every call has a transaction of its own, so that nothing is in the record cache.
    """
    results = {}
    for role, user_id in users.items():
        for label, call in calls(registry, user_id, number).items():
            results[f"{label}, {role}"] = timed(registry, user_id, call)
    return results


def calls(registry, user_id, number):
    """{label: function of an environment}"""
    with registry.cursor() as cr:
        model = environment(cr, user_id)[MODEL]
        open_orders = client_calls.OPEN_ORDERS
        found = client_calls.search_domain(model, number)
        result = {
            "list, open": client_calls.open_list(model, open_orders),
            "list, all": client_calls.open_list(model, []),
            "kanban, open": client_calls.open_kanban(model, open_orders),
            "kanban, all": client_calls.open_kanban(model, []),
            "search by number": client_calls.open_list(model, found),
            "search by number, open": client_calls.open_list(model, [*open_orders, *found]),
        }
        if REPORT in registry and model.env[REPORT].has_access("read"):
            result["report by month"] = report("date:month")
            result["report by category"] = report("categ_id")
        return result


def report(groupby):
    """A graph or pivot of the report, grouped once, with its main measures."""
    return lambda env: env[REPORT].formatted_read_group(
        [], [groupby], ["__count", "qty_received:sum", "amount_refund:sum"]
    )


def environment(cr, user_id):
    return Environment(cr, user_id, {"lang": "en_US", "tz": "UTC", "uid": user_id})


def timed(registry, user_id, call):
    times, queries, rows = [], 0, 0
    while len(times) < 2 or (len(times) <= REPEAT and sum(times) < ENOUGH_MS):
        with registry.cursor() as cr:
            env = environment(cr, user_id)
            before, started = sql_db.sql_counter, time.perf_counter()
            answer = call(env)
            times.append((time.perf_counter() - started) * 1000)
            queries, rows = sql_db.sql_counter - before, shown(answer)
    return {"ms": statistics.median(times[1:]), "queries": queries, "rows": rows}


def shown(answer):
    """Records on the page: rows of a list, cards of a kanban, groups of a report."""
    if isinstance(answer, list):
        return len(answer)
    if "records" in answer:
        return len(answer["records"])
    return sum(len(group.get("__records", ())) for group in answer["groups"])
