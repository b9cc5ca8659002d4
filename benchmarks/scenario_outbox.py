"""What the outbox owes after approvals, and how long handing it over takes."""

import os
import time

import dataset
import scenarios_after_sales

TEMPLATES = {"without a slip": "requested", "with a slip": "approved"}


def owe(env, mails, url):
    """Have ``mails`` returns approved, each of which owes a mail without and one with a slip."""
    env["ir.config_parameter"].set_param("report.url", url)
    orders = dataset.find_orders(env, 0, mails)
    reason = env["after.sales.reason"].search([("category", "=", "size")], limit=1)
    returns = env["after.sales.return"].create(
        [scenarios_after_sales.return_vals(order, reason) for order in orders]
    )
    for order in orders:
        order.partner_id.email = f"customer{order.partner_id.id}@example.com"
    returns.action_request()
    returns.action_approve()


def send(session):
    """-> {kind: {"mails", "seconds", "cpu_seconds", "per_second"}}"""
    return {kind: _send(session, step) for kind, step in TEMPLATES.items()}


def _send(session, step):
    with session.unmeasured() as env:
        owed = env["after.sales.mail"].search([("step", "=", step), ("state", "=", "queued")])
        owed[:2]._send()  # first-use imports and caches
        mails = len(owed) - 2
        # The other kind waits.
        others = env["after.sales.mail"].search([("step", "!=", step), ("state", "=", "queued")])
        others.state = "cancelled"
    started, used = time.perf_counter(), _cpu_seconds()
    with session.unmeasured() as env:
        env["after.sales.mail"]._cron_send()
    seconds, cpu = time.perf_counter() - started, _cpu_seconds() - used
    with session.unmeasured() as env:
        sent = env["after.sales.mail"].search_count(
            [("step", "=", step), ("state", "=", "sending")]
        )
        assert sent == mails + 2, f"{sent} of {mails + 2} mails were handed over"
        env["after.sales.mail"].browse(others.ids).state = "queued"
    return {
        "mails": mails,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "per_second": mails / seconds,
    }


def _cpu_seconds():
    """Of this process and of the PDF program that it starts."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
