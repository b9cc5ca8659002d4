"""What every test run here needs, whether the test is an addon's or in tests/."""

import gc
import logging
import os
import random
import re
import sys

import freezegun
import pytest

# Odoo skips a browser test when Chromium does not start. Here that is a failure: a run that
# tested no page must not look like one that did.
BROWSER_SKIPS = re.compile(r"chrome devtools port|chrom.* not found", re.IGNORECASE)


# How long a test took is measured by a clock that no test stops (``--durations``).
freezegun.configure(extend_ignore_list=["_pytest.timing"])


# Minutes in a handful of tests: begun last, they keep one process busy while the other is done.
LONG = re.compile(r"test_property|test_uninstall|test_dev|test_i18n|test_resolution_addon")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Run what takes longest first, so that the processes end together; or the classes, and the
    tests of each, in an order that ``AFTER_SALES_TEST_SHUFFLE`` (any word or number) decides: no
    test may need another one before it."""
    groups = {}
    for item in items:
        groups.setdefault(item.nodeid.rpartition("::")[0], []).append(item)
    groups = list(groups.values())
    if seed := os.environ.get("AFTER_SALES_TEST_SHUFFLE"):
        order = random.Random(seed)
        order.shuffle(groups)
        for group in groups:
            order.shuffle(group)
    else:
        groups.sort(key=lambda group: (not LONG.search(group[0].nodeid), -len(group)))
    items[:] = [item for group in groups for item in group]


def pytest_collection_finish(session):
    """Keep the files of the filestore until the run is over, when it goes with its database.

    Odoo collects garbage after every test class. The workers share one filestore, and to each of
    them the attachments of the others' open transactions are garbage.
    """
    common = sys.modules.get("odoo.tests.common")
    if common:
        common.TransactionCase._gc_filestore = classmethod(lambda cls: None)
    # The registry stays to the end: Python need not look through it for garbage again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 10)


def pytest_runtest_setup(item):
    """Let a browser test's console through to its captured output (shown when it fails)."""
    if getattr(item, "cls", None) is not None:
        name = f"{item.cls.__module__}.{item.cls.__name__}.{item.originalname}.browser"
        logging.getLogger(name).setLevel(logging.INFO)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = str(report.longrepr[2])
        if BROWSER_SKIPS.search(reason):
            report.outcome = "failed"
            report.longrepr = f"no browser: {reason}"
    return report
