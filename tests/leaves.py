"""What ``test_dev.py`` asks in Odoo's shell of a database with the repair addon and none of its
leaves: each of them installs, works and goes alone and in every combination."""

import json
from unittest.mock import patch

from lifetime import install, uninstall, unknown_values

from odoo.tests import TransactionCase

MARK = "leaves: "
LEAVES = (
    "after_sales_repair_loan",
    "after_sales_repair_transit",
    "after_sales_repair_outside",
)


def walk(env):
    """Install or uninstall one at a time, so that every combination is there once; the last step
    is back to none.

    :return: one line of JSON: list of [names of what is there, list of what is wrong]
    """
    found = [[[], problems(env)]]
    for leaf in way(len(LEAVES)):
        change = uninstall if is_installed(env, LEAVES[leaf]) else install
        change(env, LEAVES[leaf])
        found.append([[name for name in LEAVES if is_installed(env, name)], problems(env)])
    return MARK + json.dumps(found)


def way(count):
    """:return: list of which of ``count`` changes next: the order of a Gray code, and back"""
    steps = [(step & -step).bit_length() - 1 for step in range(1, 2**count)]
    return [*steps, count - 1]


def is_installed(env, name):
    module = env["ir.module.module"].search([("name", "=", name)])
    return module.state == "installed"


def problems(env):
    """:return: list of sentences: what does not work as it is now"""
    wrong = [f"unknown: {value}" for value in unknown_values(env)]
    for name in LEAVES:
        if not is_installed(env, name):
            left = env["ir.model.data"].search([("module", "=", name)])
            wrong += [f"left behind: {one.complete_name}" for one in left]
    for step in (open_every_view, repair_an_item):
        try:
            with env.cr.savepoint():
                step(env)
                raise Undone
        except Undone:
            pass
        except Exception as error:  # whatever it is, it is told with its combination
            wrong.append(f"{step.__name__}: {error!r}")
        env.invalidate_all()
    return wrong


class Undone(Exception):
    """Takes back what a step has done."""


def open_every_view(env):
    """Open what the menus open."""
    for action in env["ir.actions.act_window"].search([]):
        ours = any(name.startswith("after_sales") for name in action.get_external_id().values())
        if ours or action.res_model in ("repair.order", "stock.warehouse"):
            env[action.res_model].get_views([(one[0], one[1]) for one in action.views])
    for model in ("res.config.settings", "stock.lot", "account.payment"):
        env[model].get_views([(False, "form")])


def repair_an_item(env):
    """From the counter back to the customer."""
    from odoo.addons.after_sales_repair.tests.common import RepairCommon

    with patch.object(TransactionCase, "setUpClass", classmethod(lambda cls: None)):
        case = type("Counter", (RepairCommon,), {"env": env, "freeze_time": None})
        case.setUpClass()
    repair = case._counter_repair()
    repair.action_validate()
    case._diagnose(repair)
    case._work(repair)
    case._hand_back(repair)
    assert repair.after_sales_stage == "handed_back", repair.after_sales_stage
