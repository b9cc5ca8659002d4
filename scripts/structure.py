"""How the code of the suite hangs together, read from the code: ./dev run python
scripts/structure.py prints the figures, ``--check`` (part of ./dev lint) what must not come back.

Calls are resolved by name: a call of ``x.name(…)`` goes to whatever file of the addon, or of one
below it, defines ``name``. What several files define, there or in an addon below, is nobody's
(``super()`` chains, ``_names``), and so is what a file only extends: ``picking._action_done()``
asks Odoo, not whoever extends it for moves.
"""

import ast
import itertools
import re
import sys
from collections import Counter, defaultdict
from functools import cached_property

from manifests import ROOT, suite_addons

# Where a method is found by the name of a value: resolutions and routes, states and their checks.
TABLES = re.compile(r"_(after_sales_give|settle|route|drop_off|on|\{axis\})_|_\{target\}_problems")
# What is left of other such names, and pairs of files that call each other: fewer, never more.
DISPATCHES_LEFT = {
    "_never_came_{answer}",
}
PAIRS_LEFT = {
    "after_sales_returns": 1,
}
# Fields and methods on models of Odoo's whose names do not say whose they are; also the few that
# redefine what Odoo has without asking ``super()``.
UNPREFIXED_LEFT = {
    "after_sales_delivery": 1,
    "after_sales_pos": 15,
    "after_sales_pos_repair": 1,
    "after_sales_repair": 441,
    "after_sales_returns": 19,
}
# Names that Odoo has none of: ``_compute_quantity`` may be a method of its own.
OURS = re.compile(r"_(?!compute_|search_|inverse_|check_)|(action_)?after_sales_")
# Trips whose length says how clear the way is: addon → methods.
TRIPS = {
    "after_sales_pos": ("_process_order", "after_sales_quote"),
    "after_sales_repair": ("action_hand_back",),
    "after_sales_returns": ("_do_settle",),
}


class File:
    """A Python file of an addon's models, with what it defines and calls."""

    def __init__(self, addon, path):
        self.addon = addon
        self.path = path
        self.name = str(path.relative_to(ROOT))
        parts = path.relative_to(ROOT / addon).parts
        self.room = parts[1] if len(parts) > 2 else "top"
        self.tree = ast.parse(path.read_text())

    @cached_property
    def functions(self):
        """:return: dict name → list of functions (ast)"""
        found = defaultdict(list)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                found[node.name].append(node)
        return found

    def extends(self, name):
        """Whether what is defined here asks ``super()`` for the method of the same name."""
        return any(map(extends, self.functions[name]))

    @cached_property
    def calls(self):
        """:return: list of (function name, called name, line)"""
        return [
            (name, called, line)
            for name, nodes in self.functions.items()
            for node in nodes
            for called, line in calls_of(node)
        ]


def calls_of(function):
    """:return: iterator of (name, line) of the methods that a function calls"""
    for node in ast.walk(function):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if called and not is_super(node.func.value):
            yield node.func.attr, node.lineno


def is_super(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super"


def extends(function):
    """Whether a function asks ``super()`` for the method of the same name."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == function.name and is_super(node.value)
        for node in ast.walk(function)
    )


class Suite:
    """All addons, each with those that it builds on."""

    def __init__(self):
        self.manifests = suite_addons()
        self.files = {
            addon: [
                File(addon, path)
                for path in sorted((ROOT / addon).rglob("*.py"))
                if path.name not in ("__init__.py", "__manifest__.py") and "tests" not in path.parts
            ]
            for addon in self.manifests
        }
        self.homes = {addon: self._homes(addon) for addon in self.manifests}

    def below(self, addon):
        """:return: set of the addons of the suite that ``addon`` builds on, itself included"""
        found, todo = set(), [addon]
        while todo:
            name = todo.pop()
            if name in self.manifests and name not in found:
                found.add(name)
                todo += self.manifests[name]["depends"]
        return found

    def _homes(self, addon):
        """:return: dict name → files of the addon that define it"""
        homes = defaultdict(list)
        for file in self.files[addon]:
            for name in file.functions:
                homes[name].append(file)
        return homes

    @cached_property
    def added(self):
        """:return: dict addon → set of (model, name, whether it is a field) that it adds to models
        of Odoo's"""
        return {
            addon: {
                (model, name, is_field)
                for file in files
                for model, node in model_classes(file.tree)
                if not model.startswith("after.sales.")
                for name, is_field in added_names(node)
            }
            for addon, files in self.files.items()
        }

    def home(self, addon, name):
        """:return: the one file of the addon that makes a method of this name, or None: what
        another one, or an addon below, makes too may be either's"""
        homes = [file for one in self.below(addon) for file in self.homes[one].get(name, ())]
        own = len(homes) == 1 and homes[0].addon == addon and not homes[0].extends(name)
        return homes[0] if own else None

    def edges(self, addon):
        """:return: iterator of (file, file that it calls, caller, called name) within the addon"""
        for file in self.files[addon]:
            for caller, called, _line in file.calls:
                if home := self.home(addon, called):
                    yield file, home, caller, called


# What must not come back ---------------------------------------------------------------------


def upward_imports(suite):
    for addon, files in suite.files.items():
        below = suite.below(addon)
        for file in files:
            for node in ast.walk(file.tree):
                module = getattr(node, "module", None) or ""
                found = re.match(r"odoo\.addons\.(\w+)", module)
                if found and found[1] in suite.manifests and found[1] not in below:
                    yield f"{file.name}:{node.lineno}: imports from {found[1]}, an addon above"


def upward_calls(suite):
    """What only an addon above defines, and not over something of Odoo's."""
    for addon, files in suite.files.items():
        below = suite.below(addon)
        above = {
            name: other
            for other in suite.manifests.keys() - below
            for name, homes in suite.homes[other].items()
            if not any(overrides(node) for home in homes for node in home.functions[name])
        }
        known = {name for one in below for name in suite.homes[one]}
        for file in files:
            for _caller, called, line in file.calls:
                if called in above and called not in known and OURS.match(called):
                    yield f"{file.name}:{line}: calls {called} of {above[called]}, an addon above"


def overrides(function):
    return any(isinstance(node, ast.Call) and is_super(node) for node in ast.walk(function))


def dispatches(suite):
    """Methods found by a name that is put together: only the tables do that."""
    for files in suite.files.values():
        for file in files:
            for node in ast.walk(file.tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
                    name = node.args[1] if len(node.args) > 1 else None
                    text = ast.unparse(name)[2:-1] if isinstance(name, ast.JoinedStr) else ""
                    if text and not TABLES.match(text) and text not in DISPATCHES_LEFT:
                        yield f"{file.name}:{node.lineno}: finds a method by its name, {text}"


def mutual_calls(suite):
    for addon in suite.manifests:
        pairs = sorted(mutual_pairs(suite, addon))
        if len(pairs) > PAIRS_LEFT.get(addon, 0):
            told = "; ".join(" and ".join(pair) for pair in pairs)
            yield f"{addon}: {len(pairs)} pairs of files call each other, one is new: {told}"


def unprefixed_names(suite):
    for addon in suite.manifests:
        left, found = UNPREFIXED_LEFT.get(addon, 0), len(unprefixed(suite, addon))
        if found > left:
            yield (
                f"{addon}: {found} names that it adds to models of Odoo's are without "
                f"after_sales_, {left} were: another addon may add the same"
            )


def unprefixed(suite, addon):
    """:return: set of (model, name) of what an addon adds to models of Odoo's under a name that
    another addon may give, too. A field says ``after_sales_`` first, a method somewhere."""
    below = [suite.added[one] for one in suite.below(addon) if one != addon]
    return {
        (model, name)
        for model, name, is_field in suite.added[addon].difference(*below)
        if not (name.startswith("after_sales_") if is_field else "after_sales_" in name)
    }


def model_classes(tree):
    """:return: iterator of (name of the model, class)"""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            said = {part.targets[0].id: part.value for part in node.body if is_assignment(part)}
            model = said.get("_name", said.get("_inherit"))
            if isinstance(model, ast.Constant) and isinstance(model.value, str):
                yield model.value, node


def added_names(node):
    """:return: iterator of (name, whether it is a field) of what a class of a model makes anew"""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and not extends(part):
            yield part.name, False
        elif is_assignment(part) and ast.unparse(part.value).startswith("fields."):
            yield part.targets[0].id, True


def is_assignment(node):
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)


def selection_values(files, added=False):
    """:param added: only those that the files add to a selection of another addon
    :return: set of the values of selections"""
    return {
        pair.elts[0].value
        for file in files
        for node in ast.walk(file.tree)
        if names_values(node, added)
        for pair in ast.walk(node)
        if isinstance(pair, ast.Tuple) and len(pair.elts) == 2
        if isinstance(pair.elts[0], ast.Constant)
    }


def names_values(node, added):
    if isinstance(node, ast.keyword):
        return node.arg == "selection_add"
    # A selection may be a constant that stands above its class.
    is_field = isinstance(node, ast.Call) and ast.unparse(node.func) == "fields.Selection"
    return not added and (is_field or isinstance(node, ast.Assign))


def foreign_values(suite):
    """Values that an addon above adds, as a literal below it."""
    for addon, files in suite.files.items():
        below = suite.below(addon)
        own = set().union(*(selection_values(suite.files[one]) for one in below))
        for other in suite.manifests.keys() - below:
            values = selection_values(suite.files[other], added=True) - own
            for file in files:
                for node in ast.walk(file.tree):
                    if isinstance(node, ast.Constant) and node.value in values:
                        yield f"{file.name}:{node.lineno}: {node.value!r} is a value of {other}"


def mutual_pairs(suite, addon):
    """:return: set of pairs of names of files that call each other"""
    called = {(one.name, other.name) for one, other, _by, _name in suite.edges(addon)}
    return {pair for pair in called if pair[0] < pair[1] and pair[::-1] in called}


# Figures -------------------------------------------------------------------------------------


def at_home(suite, addon):
    """:return: (calls within the addon, those within their file, within their room)"""
    total = own_file = own_room = 0
    for file, target, _caller, _called in suite.edges(addon):
        total += 1
        own_file += file is target
        own_room += file.room == target.room
    return total, own_file, own_room


def trip(suite, addon, start):
    """Walk every call from ``start``, once each, as the code is read.

    :return: (functions, files, rooms, changes of file, ways back into a room already left)
    """
    way, seen = [], set()
    homes = suite.homes[addon]

    def walk(name):
        for file in homes.get(name, ()):
            if (name, file) in seen:
                continue
            seen.add((name, file))
            way.append(file)
            for node in file.functions[name]:
                for called, _line in calls_of(node):
                    if suite.home(addon, called):
                        walk(called)
                        way.append(file)

    walk(start)
    files = [file for file, _same in itertools.groupby(way)]
    rooms = [room for room, _same in itertools.groupby(file.room for file in way)]
    visited = set(rooms)
    return len(seen), len(set(files)), len(visited), len(files) - 1, len(rooms) - len(visited)


def print_figures(suite):
    for addon, files in suite.files.items():
        total, own_file, own_room = at_home(suite, addon)
        if not total:
            continue
        sizes = Counter()
        for file in files:
            sizes[file.room] += len(file.path.read_text().splitlines())
        room, most = sizes.most_common(1)[0]
        print(
            f"{addon}: {sum(sizes.values())} lines in {len(files)} files, {len(sizes)} rooms "
            f"(the largest, {room}, has {most / sum(sizes.values()):.0%}); {total} calls: "
            f"{own_file / total:.0%} stay in their file, {own_room / total:.0%} in their room; "
            f"{len(mutual_pairs(suite, addon))} pairs of files call each other; "
            f"{len(unprefixed(suite, addon))} names on models of Odoo's are without after_sales_"
        )
    for addon, starts in TRIPS.items():
        for start in starts:
            names = ("functions", "files", "rooms", "changes of file", "ways back into a room")
            figures = zip(trip(suite, addon, start), names, strict=True)
            print(f"{start}: " + ", ".join(f"{figure} {name}" for figure, name in figures))


CHECKS = (
    upward_imports,
    upward_calls,
    dispatches,
    foreign_values,
    mutual_calls,
    unprefixed_names,
)


def main(arguments):
    """:return: exit status"""
    suite = Suite()
    if "--check" not in arguments:
        print_figures(suite)
        return 0
    found = [line for check in CHECKS for line in check(suite)]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
