"""Fixtures of the tests beside the addons."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def dev():
    """Runs ./dev as a user would, with ``script`` to read, and returns what it printed, standard
    error included."""

    def run(*arguments, check=True, script="", **environment):
        done = subprocess.run(
            [str(ROOT / "dev"), *arguments],
            check=False,
            env={**os.environ, **environment},
            input=script,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=900,
        )
        assert not check or done.returncode == 0, done.stdout
        return done.stdout

    return run


@pytest.fixture(scope="session")
def temporary(dev):
    """Names databases that are dropped afterwards: ``with temporary("life") as name``."""

    @contextmanager
    def named(purpose):
        name = f"tmp_{os.getpid()}_{purpose}"
        try:
            yield name
        finally:
            # A connection of the server's own (autovacuum) refuses to be forced, and gives way
            # to a plain drop.
            drop = "dropdb --if-exists"
            dev("run", "sh", "-c", f"{drop} --force {name} || {drop} {name}")
            dev("run", "rm", "-rf", f"{os.environ['ODOO_DATA_DIR']}/filestore/{name}")

    return named


@pytest.fixture
def database(temporary, request):
    """A name for a database of the test's own; the database is dropped afterwards."""
    with temporary(abs(hash(request.node.nodeid)) % 10**6) as name:
        yield name
