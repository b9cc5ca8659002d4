"""Part seven: how many mails to customers one cron worker hands over in a second, with a return
slip and without."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager

import databases
from plan import DATABASES, OUTBOX_TARGETS
from process import WorkerProcess

WAIT_SECONDS = 120


def add_arguments(parser):
    parser.add_argument("--mails", type=int, default=100, help="mails of each kind in part seven")


def run(options):
    """-> {kind: {"mails", "seconds", "cpu_seconds", "per_second"}}"""
    with ExitStack() as cleanup:
        source = databases.prepared(options.mails)
        name = f"{databases.PREFIX}{os.getpid()}_outbox"
        databases.copy(source, name)
        if not options.keep:
            cleanup.callback(databases.drop, source)
            cleanup.callback(databases.drop, name)
        modules, groups = DATABASES["asr"]
        databases.install(name, modules)
        url = cleanup.enter_context(served(name))
        worker = cleanup.enter_context(WorkerProcess(name, groups))
        worker.ask("login")
        worker.ask("setup", scenario="d", by_hand=True)
        return worker.ask("send_outbox", mails=options.mails, url=url)


@contextmanager
def served(database):
    """A web server of the database, from which the PDF program gets the styles. -> its address"""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--http-interface=127.0.0.1", f"--http-port={port}", f"--db-filter=^{database}$"]
    server = subprocess.Popen(
        [sys.executable, "-m", "odoo", "-d", database, *arguments, "--max-cron-threads=0"],
        stderr=subprocess.DEVNULL,
        cwd=databases.HERE,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/web/health")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=60)


def wait_for(address):
    for _second in range(WAIT_SECONDS):
        if answers(address):
            return
        time.sleep(1)
    sys.exit(f"bench: {address} does not answer")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def print_summary(figures):
    print("\nMails handed over by one cron worker\n")
    print(f"{'mails':20}{'count':>7}{'s':>8}{'CPU s':>8}{'per second':>12}{'at least':>10}")
    for kind, row in figures.items():
        least = OUTBOX_TARGETS[kind]
        print(
            f"{kind:20}{row['mails']:7}{row['seconds']:8.1f}{row['cpu_seconds']:8.1f}"
            f"{row['per_second']:12.1f}{least:10}  "
            f"{'OK' if row['per_second'] >= least else 'MISSED'}"
        )
