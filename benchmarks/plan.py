"""What is compared with what: the ways of returning an order, and the ratios to reach."""

from typing import NamedTuple

# Orders that each scenario takes before the clock runs: caches, plans, first-use imports.
WARMUP_ORDERS = 4


class Scenario(NamedTuple):
    """One way to do the job. ``module`` holds the function ``name``; see worker.py."""

    label: str
    database: str
    module: str
    name: str
    batched: bool
    slot: int  # which of the two shares of its database's orders it takes


SCENARIOS = {
    "a": Scenario("Odoo core, a clerk's clicks", "core", "scenarios_core", "clerk", False, 0),
    "b": Scenario("Odoo core, leanest batch by hand", "core", "scenarios_core", "batch", True, 1),
    "c": Scenario("OCA rma + rma_sale, one by one", "oca", "scenarios_oca", "clerk", False, 0),
    "c2": Scenario("OCA rma + rma_sale, recordset", "oca", "scenarios_oca", "batch", True, 1),
    "d": Scenario("this addon, one by one", "asr", "scenarios_after_sales", "clerk", False, 0),
    "e": Scenario("this addon, recordset", "asr", "scenarios_after_sales", "batch", True, 1),
}

# database: (modules to install in a copy of the prepared one, groups its clerk gets besides)
DATABASES = {
    "core": ("", []),
    "oca": ("rma,rma_sale", ["rma.rma_group_manager"]),
    "asr": ("after_sales_returns", ["after_sales_returns.group_after_sales_manager"]),
    "repair": ("after_sales_repair", ["after_sales_returns.group_after_sales_manager"]),
    "quality": ("after_sales_quality", []),
    "till": ("after_sales_pos", ["point_of_sale.group_pos_user"]),
    "pos": ("pos_sale,pos_loyalty", ["point_of_sale.group_pos_user"]),
}


class Target(NamedTuple):
    """``left / right`` must be at most ``at_most`` (milliseconds per returned line)."""

    left: str
    right: str
    at_most: float
    words: str


TARGETS = [
    Target("d", "a", 0.8, "(d) at most 0.8 × (a)"),
    Target("e", "b", 1.3, "(e) at most 1.3 × (b)"),
    Target("e", "c", 1 / 4, "(e) at least 4 × faster than (c)"),
    Target("e", "c2", 1 / 1.5, "(e) at least 1.5 × faster than (c2)"),
]

# Part seven: mails that one cron worker hands over in a second.
OUTBOX_TARGETS = {"without a slip": 20, "with a slip": 5}

# Part three: the ways of a repair, and the ratios to reach in milliseconds and in queries.
REPAIR_WAYS = {
    "r1": Scenario(
        "Odoo's repair, a clerk's clicks", "core", "scenarios_repair_core", "clerk", False, 0
    ),
    "r2": Scenario(
        "Odoo's repair, recordset by hand", "core", "scenarios_repair_core", "batch", True, 0
    ),
    "r3": Scenario("this addon, one by one", "repair", "scenarios_repair", "clerk", False, 0),
    "r4": Scenario("this addon, recordset", "repair", "scenarios_repair", "batch", True, 0),
}
REPAIR_TARGETS = [
    Target("r3", "r1", 1.3, "(r3) at most 1.3 × (r1): on one order"),
    Target("r4", "r2", 1.3, "(r4) at most 1.3 × (r2): on a recordset"),
]

# Parts four and six: a search among many lines against one among few.
SEARCH_AT_MOST = 2.0

# Part eight, counting failures: the large database against the small one.
COUNT_AT_MOST = 1.3

# Part five: the ways of a return at a till; ``batched`` means invoiced here.
TILL_WAYS = {
    "s1": Scenario("Odoo's refund order", "pos", "scenarios_till", "core", False, 0),
    "s2": Scenario("this addon's ticket", "till", "scenarios_till", "ours", False, 0),
    "s3": Scenario("Odoo's refund order, invoiced", "pos", "scenarios_till", "core", True, 0),
    "s4": Scenario("this addon's ticket, invoiced", "till", "scenarios_till", "ours", True, 0),
}
TILL_TARGETS = [
    Target("s2", "s1", 1.3, "(s2) at most 1.3 × (s1)"),
    Target("s4", "s3", 1.3, "(s4) at most 1.3 × (s3): invoiced"),
]
