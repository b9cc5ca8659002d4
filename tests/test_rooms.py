"""The rooms of the large addons: a folder of ``models`` is a subject."""

import ast
from collections import defaultdict

import pytest

ADDONS = ("after_sales_returns", "after_sales_repair", "after_sales_pos")


def imported(path):
    """:return: list of the names that an ``__init__.py`` imports, in its order"""
    return [
        alias.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


def rooms(root, addon):
    models = root / addon / "models"
    return [name for name in imported(models / "__init__.py") if (models / name).is_dir()]


@pytest.mark.parametrize("addon", ADDONS)
def test_every_room_says_what_it_owns_and_takes_in_its_files(root, addon):
    models = root / addon / "models"
    assert sorted(rooms(root, addon)) == sorted(
        folder.name for folder in models.iterdir() if (folder / "__init__.py").is_file()
    )
    for room in rooms(root, addon):
        init = models / room / "__init__.py"
        assert ast.get_docstring(ast.parse(init.read_text())), f"{init} says nothing"
        files = {path.stem for path in init.parent.glob("*.py")} - {"__init__"}
        assert files == set(imported(init)), init


@pytest.mark.parametrize("addon", ADDONS)
def test_no_room_imports_from_a_later_one(root, addon):
    """Else a file of the later room would be loaded before its neighbours, and the order of
    ``super()`` would be somebody's import."""
    order = rooms(root, addon)
    wrong = []
    for place, room in enumerate(order):
        for path in sorted((root / addon / "models" / room).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.level == 2:
                    asked = (node.module or "").split(".")[0]
                    if asked in order and order.index(asked) > place:
                        wrong.append(f"{path.relative_to(root)} imports from {asked}")
    assert not wrong


@pytest.mark.parametrize("addon", ADDONS)
def test_only_the_guard_writes_past_the_guards(root, addon):
    """``super().write(…)`` of another method skips the ``write`` of whatever is imported later:
    it may stand only in the file whose ``write`` it means to skip."""
    wrong = []
    for path in sorted((root / addon / "models").rglob("*.py")):
        methods = defaultdict(set)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for call in ast.walk(node):
                    if is_super_write(call):
                        methods["write" if node.name == "write" else "other"].add(node.name)
        if methods["other"] and not methods["write"]:
            wrong.append(f"{path.relative_to(root)}: {', '.join(sorted(methods['other']))}")
    assert not wrong


def is_super_write(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and isinstance(node.func.value, ast.Call)
        and getattr(node.func.value.func, "id", "") == "super"
    )
