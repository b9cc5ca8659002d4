"""Part two: the same views at 1,000 and at ``--rows`` return lines."""

from two_sizes import ask_both, cell

SMALL = 1000
AT_MOST = 2.0
WITH_TARGET = ("list", "kanban", "search")


def run(options):
    """-> {"rows": …, "views": {label: [figures when small, figures when large, ratio]}}"""
    views = ask_both(options, "asr", (SMALL, options.rows), "fill", "views")
    return {"rows": options.rows, "views": views}


def print_views(summary):
    rows = f"{summary['rows']:,}"
    print(f"\nViews at {SMALL:,} and at {rows} return lines: median ms (queries; rows shown)\n")
    print(f"{'':32}{f'{SMALL:,}':>20}{rows:>22}{'ratio':>9}")
    for label, (small, large, ratio) in summary["views"].items():
        aimed = label.startswith(WITH_TARGET)
        verdict = ("OK" if ratio <= AT_MOST else "MISSED") if aimed else ""
        print(f"{label:32}{cell(small):>20}{cell(large):>22}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {AT_MOST:g} for list, kanban and search")
