"""The rooms of the large addons: a folder of ``models`` and of ``tests`` is a subject."""

import ast
import re

import pytest

ADDONS = (
    "after_sales_returns",
    "after_sales_inspection",
    "after_sales_repair",
    "after_sales_quality",
    "after_sales_pos",
)


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
def test_odoo_finds_every_test(root, addon):
    """It looks for ``test_…`` in the package itself, which takes in what its rooms import."""
    tests = root / addon / "tests"
    found = imported(tests / "__init__.py")
    for init in tests.glob("*/__init__.py"):
        assert ast.get_docstring(ast.parse(init.read_text())), f"{init} says nothing"
        assert "*" in imported_of(tests / "__init__.py", init.parent.name), init
        found += imported(init)
    files = [path.stem for path in tests.rglob("test_*.py")]
    assert sorted(files) == sorted(name for name in found if name != "*")


def imported_of(path, module):
    """:return: the names that a file imports from a module beside it"""
    return [
        alias.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    ]


@pytest.mark.parametrize("addon", ADDONS)
def test_tests_share_what_is_in_no_test(root, addon):
    wrong = [
        f"{path.relative_to(root)} imports from {node.module}"
        for path in sorted((root / addon / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and path.name != "__init__.py"
        if re.search(r"(^|after_sales.*\.)test_\w+$", node.module or "")
    ]
    assert not wrong


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


# Each has the ``write`` that its own ``super().write(…)`` means to skip.
GUARDS = {
    "after_sales_state_guard.py",
    "after_sales_checklist_state.py",
    "after_sales_inspection_state.py",
    "after_sales_disposition_state.py",
    "after_sales_return_line_write.py",
    "after_sales_return_state.py",
}


@pytest.mark.parametrize("addon", ADDONS)
def test_only_a_guard_writes_past_itself(root, addon):
    """``super().write(…)`` of another method skips the ``write`` of whatever is imported later,
    meant or not: who writes past a guard asks it for that."""
    wrong = [
        f"{path.relative_to(root)}: {method.name}"
        for path, method in methods(root, addon)
        if path.name not in GUARDS
        and method.name != "write"
        and any(map(is_super_write, ast.walk(method)))
    ]
    assert not wrong


@pytest.mark.parametrize("addon", ADDONS)
def test_buttons_are_pressed_on_records(root, addon):
    """A browser names the records of a button; a method of the model takes none."""
    wrong = [
        f"{path.relative_to(root)}: {method.name}"
        for path, method in methods(root, addon)
        if method.name.startswith("action_")
        and any(ast.unparse(one) == "api.model" for one in method.decorator_list)
    ]
    assert not wrong


def methods(root, addon):
    """:return: iterator of (path, function) over the models of an addon"""
    for path in sorted((root / addon / "models").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def is_super_write(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "write"
        and isinstance(node.func.value, ast.Call)
        and getattr(node.func.value.func, "id", "") == "super"
    )
