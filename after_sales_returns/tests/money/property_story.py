"""Random sales and what comes back of them: drawn from a seed, and told before they happen.

Nothing here knows Odoo. A story is a sale, what the accountant does to it by hand, and the slices
that come back until all of it is back.
"""

import os
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from random import Random

CASES = int(os.environ.get("AFTER_SALES_PROPERTY_CASES", "60"))
FIRST = int(os.environ.get("AFTER_SALES_PROPERTY_SEED", "1"))

# name → (amount, type, included in the price)
TAXES = {
    "19 %": (19.0, "percent", False),
    "19 % incl.": (19.0, "percent", True),
    "19.6 % incl.": (19.6, "percent", True),
    "7 %": (7.0, "percent", False),
    "7 % incl.": (7.0, "percent", True),
    "7.7 %": (7.7, "percent", False),
    "2.6 %": (2.6, "percent", False),
    "0.35 each": (0.35, "fixed", False),
}
TAX_SETS = (
    ("19 %",),
    ("19 % incl.",),
    ("19.6 % incl.",),
    ("7 %",),
    ("7 % incl.",),
    ("7.7 %", "2.6 %"),
    ("7 %", "0.35 each"),
    ("19 % incl.", "2.6 %"),
    (),
)
COSTINGS = ("standard", "average", "fifo")
VALUATIONS = ("periodic", "real_time")
# unit of sale → (unit of the product, how many of it, smallest number that comes back)
UNITS = {"piece": ("piece", 1.0, 1.0), "dozen": ("piece", 12.0, 1.0), "kg": ("kg", 1.0, 0.001)}


@dataclass
class Line:
    """``quantity`` is in the unit of sale, ``parts`` how many smallest units that is; a free one
    comes by a promotion."""

    costing: str
    valuation: str
    unit: str
    quantity: float
    parts: int
    price: float
    discount: float
    taxes: tuple
    is_free: bool = False

    def __str__(self):
        if self.is_free:
            return f"{self.quantity:g} of the first for free"
        discount = f" − {self.discount:g} %" if self.discount else ""
        return (
            f"{self.quantity:g} {self.unit} at {self.price:.2f}{discount}, "
            f"{' + '.join(self.taxes) or 'no tax'} ({self.costing}, {self.valuation})"
        )


@dataclass
class Event:
    """What happens to the sale: ``kind`` is the name of the method that does it."""

    kind: str
    values: dict

    def __str__(self):
        return f"{self.kind.replace('_', ' ')} {self.values}"


@dataclass
class Story:
    seed: int
    rounding: str = "round_per_line"
    foreign_currency: bool = False
    lines: list = field(default_factory=list)
    discount: tuple = ()
    invoicing: str = "whole"
    paid: bool = False
    coins: str = ""
    early: str = ""
    events: list = field(default_factory=list)

    def __str__(self):
        sale = [str(line) for line in self.lines]
        extras = {
            "rounding": self.rounding,
            "currency": "foreign" if self.foreign_currency else "own",
            "discount": self.discount,
            "invoicing": self.invoicing,
            "paid": self.paid,
            "coins": self.coins,
            "early payment": self.early,
        }
        told = ", ".join(f"{name}: {value}" for name, value in extras.items() if value)
        events = [f"{number}. {event}" for number, event in enumerate(self.events, 1)]
        return "\n".join([f"seed {self.seed}", *sale, told, *events])


class Teller:
    """Draws a story."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.story = Story(seed)

    def tell(self):
        story, random = self.story, self.random
        story.rounding = random.choice(("round_per_line", "round_globally"))
        story.foreign_currency = random.random() < 0.2
        tax_sets = random.sample(TAX_SETS, random.choice((1, 1, 2)))
        story.lines = [self._line(tax_sets) for _line in range(random.choice((1, 1, 2, 2, 3)))]
        if random.random() < 0.3:
            story.discount = random.choice((("percent", 10.0), ("percent", 33.0), ("amount", 3.33)))
        self._money()
        self._events()
        self._leave_out_faults_of_odoo()
        return story

    def _leave_out_faults_of_odoo(self):
        """Odoo books a wrong cost of sales where a good sold by the dozen is invoiced twice or
        credited by 0.417 of it, and takes the cost back with a price cut: then the goods are
        valued at closing."""
        kinds = {event.kind for event in self.story.events}
        twice = self.story.invoicing == "halves" or kinds & {"bill_again", "credit_unit"}
        for line in self.story.lines:
            if "cut_price" in kinds or (twice and line.unit == "dozen"):
                line.valuation = "periodic"

    def _line(self, tax_sets):
        random = self.random
        unit = random.choice(("piece", "piece", "piece", "dozen", "kg"))
        quantity, parts = {
            "piece": lambda n: (n, n),
            "dozen": lambda n: (1 + n // 6, 12 * (1 + n // 6)),
            "kg": lambda n: (n * 0.333, n * 333),
        }[unit](random.randint(1, 7))
        return Line(
            costing=random.choice(COSTINGS),
            valuation=random.choice(VALUATIONS),
            unit=unit,
            quantity=round(quantity, 3),
            parts=parts,
            price=random.choice((round(random.uniform(0.5, 120.0), 2), 9.99, 33.33, 100.0)),
            discount=random.choice((0.0, 0.0, 0.0, 12.5, 33.33)),
            taxes=random.choice(tax_sets),
        )

    def _money(self):
        story, random = self.story, self.random
        story.invoicing = random.choice(
            ("whole", "whole", "whole", "whole", "halves", "half", "none")
        )
        story.paid = story.invoicing in ("whole", "halves") and random.random() < 0.4
        if story.invoicing == "whole":
            story.coins = random.choice(("", "", "", "", "", "add_invoice_line", "biggest_tax"))
            if story.paid and not story.coins:
                story.early = random.choice(("", "", "", "included", "excluded", "mixed"))

    # What happens -------------------------------------------------------------------------

    def _events(self):
        story, random = self.story, self.random
        slices = self._slices()
        whole = story.invoicing == "whole" and not story.early
        notes = self._notes() if whole else []
        events = list(slices)
        for note in notes:
            place = random.randrange(len(slices))
            # The guard rightly refuses to reverse all of an invoice after goods came back.
            events.insert(0 if note.kind == "bill_again" else place, note)
        story.events = events

    def _slices(self):
        """Divide all that was sold into one to four slices."""
        random = self.random
        slices = [{} for _slice in range(random.choice((1, 2, 2, 3, 4)))]
        for index, line in enumerate(self.story.lines):
            cuts = sorted(random.randint(0, line.parts) for _cut in slices[1:])
            bounds = [0, *cuts, line.parts]
            for part, (start, end) in zip(slices, pairwise(bounds), strict=True):
                if end > start:
                    part[index] = end - start
        return [Event("come_back", {"parts": part}) for part in slices if part]

    def _notes(self):
        """What the accountant does by hand: mostly nothing."""
        random = self.random
        kind = random.choice(("", "", "", "", "cut_price", "credit_unit", "gesture", "bill_again"))
        if not kind:
            return []
        index = random.randrange(len(self.story.lines))
        return [
            Event(
                kind,
                {
                    "line": index,
                    "percent": random.choice((5.0, 10.0, 33.33)),
                    "upwards": random.random() < 0.5,
                },
            )
        ]


def tell(seed):
    """:return: the ``Story`` of a seed"""
    return Teller(seed).tell()


def seeds(share):
    """:return: the seeds of that share (0..1) of the cases that are asked for"""
    return range(FIRST, FIRST + ceil(CASES * share))
