"""Part four, searching: what a scan at the till costs the server at 10,000 and at
``--till-lines`` lines sold at tills."""

from plan import SEARCH_AT_MOST
from two_sizes import ask_both, cell

SMALL = 10_000


def run(options):
    """-> {"rows": …, "searches": {label: [figures when small, figures when large, ratio]}}"""
    sizes = (SMALL, options.till_lines)
    searches = ask_both(options, "till", sizes, "fill_till", "search_till")
    return {"rows": options.till_lines, "searches": searches}


def print_searches(summary):
    rows = f"{summary['rows']:,}"
    print(
        f"\nA scan at the till at {SMALL:,} and at {rows} lines: median ms (queries; rows shown)\n"
    )
    print(f"{'':36}{f'{SMALL:,}':>18}{rows:>20}{'ratio':>9}")
    for label, (small, large, ratio) in summary["searches"].items():
        kept = "OK" if ratio <= SEARCH_AT_MOST else "MISSED"
        verdict = "" if label.startswith("core") else kept
        print(f"{label:36}{cell(small):>18}{cell(large):>20}{ratio:9.2f}  {verdict}")
    print(f"\nto reach: ratio ≤ {SEARCH_AT_MOST:g} for this addon")
