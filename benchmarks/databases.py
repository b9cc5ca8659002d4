"""Databases named ``bench_*``: the prepared one with the orders, and copies of it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from plan import WARMUP_ORDERS
from process import WorkerProcess

HERE = Path(__file__).resolve().parent
PREFIX = "bench_"


def sql(statement, database="postgres"):
    """The rows of a statement as lists of strings."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-F", "\t", "-d", database, "-c", statement],
        check=True,
        capture_output=True,
        text=True,
    )
    return [line.split("\t") for line in done.stdout.splitlines()]


def base_template():
    """The template with Odoo's modules that ``./dev`` names, or the newest of its kind."""
    named = os.environ.get("AFTER_SALES_BASE_TEMPLATE")
    if named:
        return named
    rows = sql(
        "SELECT datname FROM pg_database WHERE datname ~ '^asr_base_[0-9a-f]+$' ORDER BY oid DESC"
    )
    if not rows:
        sys.exit("bench: no base database; run ./dev setup")
    return rows[0][0]


def exists(name):
    return bool(sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def copy(source, name):
    subprocess.run(["createdb", "-T", source, name], check=True)
    store = filestore(source)
    if store.is_dir():
        shutil.copytree(store, filestore(name), copy_function=os.link, dirs_exist_ok=True)


def drop(name):
    """Take away a database of ours; one that stays is named, and loses nobody's figures."""
    assert name.startswith(PREFIX), f"{name} is not ours"
    # A connection of the server's own (autovacuum) refuses to be forced, and gives way to a plain
    # drop.
    for options in (["--force"], [], ["--force"], []):
        done = subprocess.run(
            ["dropdb", "--if-exists", *options, name], check=False, capture_output=True, text=True
        )
        if done.returncode == 0:
            shutil.rmtree(filestore(name), ignore_errors=True)
            return
    print(f"bench: {name} is left behind: {done.stderr.strip()}", file=sys.stderr)


def filestore(name):
    return Path(os.environ["ODOO_DATA_DIR"]) / "filestore" / name


def prepared(orders):
    """A database with at least ``orders`` invoiced orders; made when it is not there yet.

    Its name tells what it was made from, so that one kept by ``--keep`` can be used again.
    """
    base = base_template()
    key = hashlib.sha256(base.encode() + (HERE / "dataset.py").read_bytes()).hexdigest()[:8]
    name = kept(key, orders)
    if name:
        return name
    name = f"{PREFIX}prepared_{key}_{orders}"
    building = f"{PREFIX}{os.getpid()}_building"
    copy(base, building)
    # As Odoo does for a database that it creates: indexes for "contains" need it.
    sql("CREATE EXTENSION IF NOT EXISTS pg_trgm", building)
    try:
        with WorkerProcess(building) as worker:
            worker.ask("prepare", orders=orders)
        sql(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
        shutil.move(filestore(building), filestore(name))
    except BaseException:
        drop(building)
        raise
    return name


def kept(key, orders):
    """The smallest prepared database of this key that has enough orders."""
    names = [
        row[0]
        for row in sql(
            f"SELECT datname FROM pg_database WHERE datname ~ '^{PREFIX}prepared_{key}_[0-9]+$'"
        )
    ]
    enough = [name for name in names if int(re.search(r"\d+$", name)[0]) >= orders]
    return min(enough, key=lambda name: int(re.search(r"\d+$", name)[0]), default=None)


def orders_needed(count):
    """Two scenarios share a database; each takes ``count`` orders and its warm-up."""
    return 2 * (count + WARMUP_ORDERS)


def install(name, modules):
    """Without demo data: a module brings its own where those it depends on have theirs."""
    if modules:
        sql("UPDATE ir_module_module SET demo = FALSE", name)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "odoo",
                "-d",
                name,
                "-i",
                modules,
                "--stop-after-init",
                "--no-http",
                "--max-cron-threads=0",
                "--log-level=warn",
            ],
            check=True,
            cwd=HERE,
        )
