"""The parts of docs/architecture.md that are drawn from the code: addons, states, rooms.

``python scripts/architecture.py`` writes them anew, ``--check`` says whether they are true.
"""

import ast
import sys

from manifests import ROOT, suite_addons

PAGE = ROOT / "docs" / "architecture.md"
# Whose way is drawn: title → the file of the guard.
GUARDS = {
    "Return order": "after_sales_returns/models/order/after_sales_return_state.py",
    "Disposition": "after_sales_returns/models/disposition/after_sales_disposition_state.py",
    "Checklist": "after_sales_inspection/models/checklist/after_sales_checklist_state.py",
    "Inspection": "after_sales_inspection/models/inspection/after_sales_inspection_state.py",
    "Case": "after_sales_quality/models/case/after_sales_case_state.py",
    "Repair (Odoo's own state)": "after_sales_repair/models/repair/repair_order_state.py",
}


def main(arguments):
    """:return: exit status"""
    page = PAGE.read_text()
    drawn = page
    for name, draw in (("addons", draw_addons), ("states", draw_states), ("rooms", draw_rooms)):
        drawn = replace(drawn, name, draw())
    if "--check" not in arguments:
        PAGE.write_text(drawn)
    elif drawn != page:
        print(f"{PAGE.relative_to(ROOT)} is not true any more: run python scripts/architecture.py")
        return 1
    return 0


def replace(page, name, text):
    """:return: the page with ``text`` between the two marks of that name"""
    begin, end = f"<!-- {name}: drawn from the code -->\n", f"<!-- end of {name} -->"
    head, _mark, rest = page.partition(begin)
    _old, _mark, tail = rest.partition(end)
    return f"{head}{begin}{text}{end}{tail}"


def draw_addons():
    addons = suite_addons()
    lines = ["```mermaid", "graph TD"]
    for name, manifest in addons.items():
        own = [one for one in manifest["depends"] if one in addons]
        odoos = ", ".join(one for one in manifest["depends"] if one not in addons)
        label = f"{name}<br/><small>{odoos}</small>" if odoos else name
        lines.append(f'    {name}["{label}"]')
        arrow = "-.->" if manifest.get("auto_install") else "-->"
        lines += [f"    {name} {arrow} {one}" for one in own]
    return "\n".join([*lines, "```\n"])


def draw_states():
    lines = []
    for title, path in GUARDS.items():
        lines += [f"**{title}**", "", "```mermaid", "stateDiagram-v2"]
        for state, targets in transitions(ROOT / path).items():
            lines += [f"    {state} --> {target}" for target in targets]
        lines += ["```", ""]
    return "\n".join(lines)


def transitions(path):
    """:return: dict state → the states that may follow, as the guard has them"""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "TRANSITIONS":
            return ast.literal_eval(node.value)
    sys.exit(f"{path}: no table of transitions")


def draw_rooms():
    lines = ["| addon | room | what it owns |", "|---|---|---|"]
    for addon in suite_addons():
        models = ROOT / addon / "models"
        for room in sorted(models.glob("*/__init__.py"), key=lambda path: path.parent.name):
            told = " ".join((ast.get_docstring(ast.parse(room.read_text())) or "").split())
            lines.append(f"| `{addon}` | `{room.parent.name}` | {told} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
