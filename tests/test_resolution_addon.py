"""An addon adds a resolution and a route, and no file of ours is touched for it."""

import os
import socket

import pytest

from scripts.manifests import suite_addons

ADDON = "after_sales_test_voucher"


@pytest.fixture(scope="module")
def with_voucher(dev, temporary):
    """A database with the suite and the addon."""
    with temporary("voucher") as name:
        dev("db", name)
        dev("odoo", "-d", name, "-i", ADDON, "--stop-after-init", "--no-http",
            "--max-cron-threads=0", "--log-level=warn")  # fmt: skip
        yield name


def test_a_resolution_and_a_route_are_five_files(root):
    files = [path for path in (root / "tests/addons" / ADDON).rglob("*.*") if path.suffix != ".pyc"]
    assert len(files) <= 5


def test_the_addon_is_none_of_the_suite(root):
    assert ADDON not in suite_addons(root)


def test_a_resolution_and_a_route_work_everywhere(dev, root, with_voucher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    test = root / "tests/addons" / ADDON / "voucher_test.py"
    printed = dev(
        "run", "python", "-m", "pytest", "-q",
        f"--odoo-database={with_voucher}", "--odoo-http", "--odoo-log-level=warn",
        "--odoo-extra=http-interface=127.0.0.1", f"--odoo-extra=http-port={port}",
        f"--odoo-extra=db-filter=^{with_voucher}$", os.fspath(test),
        PYTEST_XDIST_WORKER="",
    )  # fmt: skip
    assert "2 passed" in printed, printed
