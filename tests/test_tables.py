"""The tables of resolutions and routes are the only lists of their values."""

import ast
import re

from scripts.manifests import suite_addons


def declared(root, addon):
    """:return: the values that an addon has a row for, in either table"""
    values = set()
    for path in (root / addon / "models").rglob("after_sales_*.py"):
        if path.stem not in ("after_sales_resolution", "after_sales_route"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and node.targets[0].id == "_rows":
                values |= {key.value for key in node.value.keys}
    return values


def below(addons, name):
    """:return: the addons that ``name`` needs, itself among them"""
    needed = {name}
    for one in addons[name]["depends"]:
        needed |= below(addons, one) if one in addons else set()
    return needed


def literals(root, addon):
    """:return: iterator of (file, text) over the strings in the code that people run"""
    for path in [*(root / addon).rglob("*.py"), *(root / addon).rglob("static/src/**/*.js")]:
        if {"tests", "demo"} & set(path.parts) or path.name == "__manifest__.py":
            continue
        for text in re.findall(r"""(["'])([a-z_]+)\1""", path.read_text()):
            yield path.relative_to(root), text[1]


def test_no_addon_names_a_value_of_one_above_it(root):
    addons = suite_addons(root)
    rows = {name: declared(root, name) for name in addons}
    assert {"refund", "restock"} <= rows["after_sales_returns"]
    assert "repair" in rows["after_sales_repair"]
    wrong = []
    for name in addons:
        known = set().union(*(rows[one] for one in below(addons, name)))
        foreign = set().union(*rows.values()) - known
        wrong += [f"{path}: {text}" for path, text in literals(root, name) if text in foreign]
    assert not wrong


def test_the_till_has_no_list_of_resolutions(root):
    """What it proposes for Odoo's own refund is the one value that its code names."""
    values = declared(root, "after_sales_returns") | declared(root, "after_sales_pos")
    values -= {"none", "keep"}
    named = [
        f"{path.name}: {text}"
        for path, text in literals(root, "after_sales_pos")
        if path.suffix == ".js" and text in values
    ]
    assert named == ["plain_refund.js: refund"]
