"""Facts from the manifests of the suite's addons, for scripts that must not start Odoo."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def suite_addons(root=ROOT):
    """Every top-level folder with a manifest, sorted: {name: manifest}."""
    return {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(root.glob("*/__manifest__.py"))
    }


def foreign_dependencies(names, addons):
    """What the addons depend on outside of the suite, through the suite's own ones too."""
    seen, foreign, todo = set(), set(), list(names)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in addons:
            todo.extend(addons[name].get("depends", []))
        else:
            foreign.add(name)
    return sorted(foreign)


def main(arguments):
    addons = suite_addons()
    if arguments[:1] == ["--foreign-dependencies"]:
        names = arguments[1:] or list(addons)
        if unknown := sorted(set(names) - set(addons)):
            sys.exit(f"no such addon here: {', '.join(unknown)}")
        print(",".join(foreign_dependencies(names, addons)))
    else:
        print("\n".join(addons))


if __name__ == "__main__":
    main(sys.argv[1:])
