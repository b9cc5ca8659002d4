"""Part six: how long an installation takes in a database that has run for years."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack

import databases
from plan import SEARCH_AT_MOST
from process import WorkerProcess
from two_sizes import PASSES, cell, compare

AT_MOST_SECONDS = 60
AT_MOST_MB = 300
SMALL = 330  # orders of three lines: a thousand sold lines
SUITE = "after_sales_repair,after_sales_pos"
# What is installed into a copy of the filled database, each alone. Odoo's own addons that add
# stored fields to the same tables show what is usual.
WAYS = {
    "started, nothing installed": "",
    "Odoo's Sale Margin": "sale_margin",
    "Odoo's Delivery": "stock_delivery",
    "this suite": SUITE,
    "this suite and Sale Margin at once": f"{SUITE},sale_margin",
}


def add_arguments(parser):
    parser.add_argument("--orders", type=int, default=300_000, help="orders of part six")
    parser.add_argument("--finished", type=int, default=200_000, help="finished repairs of it")


def run(options):
    """-> {"orders": …, "repairs": …, "ways": {label: {"seconds": …, "mb": …}}, "searches":
    {label: [figures when small, figures when large, ratio]}}"""
    with ExitStack() as cleanup:
        small = fill("small", SMALL, SMALL, options, cleanup)
        large = fill("large", options.orders, options.finished, options, cleanup)
        ways = {label: measure(large, label, modules) for label, modules in WAYS.items()}
        searches = search_sold(small, large)
    return {
        "orders": options.orders,
        "repairs": options.finished,
        "ways": ways,
        "searches": searches,
    }


def fill(size, orders, finished, options, cleanup):
    """-> the name of a database without the suite, with so many orders and finished repairs"""
    name = f"{databases.PREFIX}{os.getpid()}_{size}"
    if not options.keep:
        cleanup.callback(databases.drop, name)
    databases.copy(databases.base_template(), name)
    print(f"filling {name} with {orders:,} orders", file=sys.stderr)
    with WorkerProcess(name) as worker:
        worker.ask("fill_install", orders=orders, repairs=finished)
    return name


def search_sold(*names):
    """Install the suite where it was measured on copies, and look for a sold line in turn."""
    for name in names:
        databases.install(name, SUITE)
    with ExitStack() as cleanup:
        workers = [cleanup.enter_context(WorkerProcess(name)) for name in names]
        passes = [[worker.ask("search_sold") for worker in workers] for _number in range(PASSES)]
    return {label: compare(passes, label) for label in passes[0][0]}


def measure(source, label, modules):
    """-> {"seconds": wall clock, "cpu": the process's own, "mb": its peak} of one installation"""
    name = f"{source}_copy"
    databases.copy(source, name)
    databases.sql("UPDATE ir_module_module SET demo = FALSE", name)
    try:
        figures = timed(name, modules)
        print(f"{label}: {figures['seconds']:.0f} s, {figures['mb']:.0f} MB", file=sys.stderr)
        return figures
    finally:
        databases.drop(name)


def timed(name, modules):
    command = [sys.executable, "-m", "odoo", "-d", name, "--stop-after-init", "--no-http"]
    command += ["--max-cron-threads=0", "--log-level=warn"]
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, *(["-i", modules] if modules else [])], cwd=databases.HERE
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: installing {modules} failed")
    return {
        "seconds": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        "mb": usage.ru_maxrss / 1024,
    }


def print_summary(summary):
    print(
        f"\nInstalling beside {summary['orders']:,} orders and {summary['repairs']:,} finished "
        "repairs\n"
    )
    print(f"{'':40}{'seconds':>10}{'of Python':>12}{'peak MB':>10}")
    for label, figures in summary["ways"].items():
        aimed = label == "this suite"
        reached = figures["seconds"] <= AT_MOST_SECONDS and figures["mb"] <= AT_MOST_MB
        verdict = ("OK" if reached else "MISSED") if aimed else ""
        print(
            f"{label:40}{figures['seconds']:10.1f}{figures['cpu']:12.1f}{figures['mb']:10.0f}"
            f"  {verdict}"
        )
    print(f"\nto reach: ≤ {AT_MOST_SECONDS} s and ≤ {AT_MOST_MB} MB for this suite")
    rows = f"{summary['orders'] * 3:,}"
    print(f"\nA sold line among a thousand and among {rows}: median ms (queries; rows shown)\n")
    print(f"{'':40}{'1,000':>18}{rows:>20}{'ratio':>9}")
    for label, (small, large, ratio) in summary["searches"].items():
        verdict = "OK" if ratio <= SEARCH_AT_MOST else "MISSED"
        print(f"{label:40}{cell(small):>18}{cell(large):>20}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {SEARCH_AT_MOST:g}")
