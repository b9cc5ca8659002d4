#!/usr/bin/env python3
"""./dev bench: what a return costs, compared with Odoo core and OCA rma; and whether views stay
quick at a million return lines; what a repair costs, compared with Odoo's own; how long a scan at
the till takes among a million lines sold, and what a return costs that it syncs; how long an
installation takes in a database that has run for years; how many mails to customers go out in a
second; whether the sentinel finds styles that go bad. README.md tells how to read the tables."""

import argparse
import json
import sys
from pathlib import Path

import cycles
import install
import outbox
import repairs
import report
import sentinel
import till_returns
import till_search
import volume
from plan import SCENARIOS


def parse(arguments):
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=("volume", "repair", "till", "till-returns", "install", "outbox", "sentinel"),
        help="this part alone; default: all",
    )
    parser.add_argument("--n", type=int, default=200, help="orders per scenario")
    parser.add_argument("--rounds", type=int, default=4, help="interleaved rounds")
    parser.add_argument("--batch", type=int, default=50, help="orders per batch (b, c2, e)")
    parser.add_argument("--only", default="", help="e.g. a,b,d; volume; repair; till")
    parser.add_argument("--rows", type=int, default=1_000_000, help="return lines of part two")
    parser.add_argument("--repairs", type=int, default=100, help="repairs per recordset (r2, r4)")
    parser.add_argument("--singles", type=int, default=25, help="(r1), (r3), (s): one by one")
    parser.add_argument(
        "--till-lines", type=int, default=1_000_000, help="lines sold at tills of part four"
    )
    for part in (install, outbox, sentinel):
        part.add_arguments(parser)
    parser.add_argument(
        "--by-hand",
        action="store_true",
        help="(d), (e): a person approves, the warehouse confirms the transfer",
    )
    parser.add_argument("--quick", action="store_true", help="n=20, 2 rounds, 20,000 lines")
    parser.add_argument("--profile", metavar="FOLDER", help="profile the last round into FOLDER")
    parser.add_argument("--json", metavar="FILE", help="write all figures there too")
    parser.add_argument("--keep", action="store_true", help="leave the bench_* databases")
    options = parser.parse_args(arguments)
    if options.quick:
        options.n, options.rounds, options.rows = 20, 2, min(options.rows, 20_000)
        options.repairs, options.singles = min(options.repairs, 20), min(options.singles, 5)
        options.till_lines = min(options.till_lines, 50_000)
        options.orders, options.finished = min(options.orders, 3000), min(options.finished, 2000)
        options.mails = min(options.mails, 20)
        options.failures = min(options.failures, 50_000)
    check(parser, options)
    return options


def check(parser, options):
    known = [
        *SCENARIOS,
        "volume",
        "repair",
        "till",
        "till-returns",
        "install",
        "outbox",
        "sentinel",
    ]
    part = {"till": "till,till-returns"}.get(options.part, options.part)
    options.only = (part or options.only or ",".join(known)).split(",")
    if set(options.only) - set(known):
        parser.error(f"--only takes {', '.join(known)}")
    if options.n % options.rounds:
        parser.error("--n must be a multiple of --rounds")
    if max(options.repairs, options.singles) > repairs.CUSTOMERS:
        parser.error(f"--repairs and --singles are at most {repairs.CUSTOMERS}")
    options.batch = min(options.batch, options.n // options.rounds)
    folder = options.profile and Path(options.profile).resolve()
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    options.profile_path = lambda key: folder and str(folder / f"profile_{key}.txt")


def run_later_parts(options):
    """Parts six to eight. -> {name: figures}"""
    figures = {}
    for name, part in (("install", install), ("outbox", outbox), ("sentinel", sentinel)):
        if name in options.only:
            figures[name] = part.run(options)
            part.print_summary(figures[name])
    return figures


def main():
    options = parse(sys.argv[1:])
    figures = {}
    if set(options.only) & set(SCENARIOS):
        figures["cycles"] = report.cycle_summary(cycles.run(options))
        report.print_cycles(figures["cycles"], options)
    if "volume" in options.only:
        figures["volume"] = volume.run(options)
        volume.print_views(figures["volume"])
    if "repair" in options.only:
        figures["repair"] = repairs.summary(repairs.run(options))
        repairs.print_summary(figures["repair"], options)
    if "till" in options.only:
        figures["till_search"] = till_search.run(options)
        till_search.print_searches(figures["till_search"])
    if "till-returns" in options.only:
        figures["till_returns"] = till_returns.summary(till_returns.run(options))
        till_returns.print_summary(figures["till_returns"], options)
    figures |= run_later_parts(options)
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
