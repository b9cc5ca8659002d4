"""The tables."""

from statistics import median

from plan import SCENARIOS, TARGETS


def totals(share):
    """[milliseconds, queries, CPU milliseconds] of one share."""
    return [sum(step[place] for step in share["steps"].values()) for place in range(3)]


def per_line(shares):
    """Median over the rounds of ms and CPU ms per returned line; queries are counted exactly."""
    lines = sum(share["lines"] for share in shares)
    return {
        "ms": median(totals(share)[0] / share["lines"] for share in shares),
        "queries": sum(totals(share)[1] for share in shares) / lines,
        "cpu_ms": median(totals(share)[2] / share["lines"] for share in shares),
        "lines_per_order": lines / sum(share["orders"] for share in shares),
    }


def ratio(left, right, place):
    """Median over the rounds of the ratio per line: neighbours in time are compared with each
    other, so that a noisy minute spoils one round only. ``place`` as in ``totals``."""
    return median(
        (totals(one)[place] / one["lines"]) / (totals(other)[place] / other["lines"])
        for one, other in zip(left, right, strict=True)
    )


def cycle_summary(results):
    """What goes to ``--json``."""
    return {
        "per_line": {key: per_line(shares) for key, shares in results.items()},
        "steps_per_line": {key: steps_per_line(shares) for key, shares in results.items()},
        "ratios": [
            {
                "target": target.words,
                "at_most": target.at_most,
                **{
                    name: ratio(results[target.left], results[target.right], place)
                    for place, name in enumerate(("ratio", "queries", "cpu"))
                },
            }
            for target in TARGETS
            if target.left in results and target.right in results
        ],
    }


def steps_per_line(shares):
    """{step: [ms, queries, CPU ms]} per returned line, means over all rounds."""
    lines = sum(share["lines"] for share in shares)
    return {
        step: [sum(share["steps"][step][place] for share in shares) / lines for place in range(3)]
        for step in shares[0]["steps"]
    }


def print_cycles(summary, options):
    print(
        f"\nReturn, receipt, credit note: N = {options.n} two-line invoiced orders, "
        f"batches of {options.batch}, {options.rounds} interleaved rounds (medians)\n"
    )
    print(
        f"{'':4}{'way':36}{'ms/line':>9}{'queries':>9}{'CPU ms':>11}{'ms/order':>10}{'queries':>9}"
    )
    for key, row in summary["per_line"].items():
        factor = row["lines_per_order"]
        print(
            f"{key:4}{SCENARIOS[key].label:36}{row['ms']:9.1f}{row['queries']:9.1f}"
            f"{row['cpu_ms']:11.1f}{row['ms'] * factor:10.1f}{row['queries'] * factor:9.1f}"
        )
    print("\nper line, by step: CPU ms / queries")
    for key, steps in summary["steps_per_line"].items():
        parts = [f"{step} {row[2]:.1f} / {row[1]:.1f}" for step, row in steps.items()]
        print(f"{key:4}{'   '.join(parts)}")
    print(f"\n{'target':40}{'ms':>8}{'at most':>9}{'':10}{'CPU':>8}{'queries':>9}")
    for row in summary["ratios"]:
        verdict = "OK" if row["ratio"] <= row["at_most"] else "MISSED"
        print(
            f"{row['target']:40}{row['ratio']:8.2f}{row['at_most']:9.2f}  {verdict:8}"
            f"{row['cpu']:8.2f}{row['queries']:9.2f}"
        )
