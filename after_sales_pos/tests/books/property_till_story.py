"""Random receipts and what comes back of them: drawn from a seed, and told before they happen."""

from dataclasses import dataclass, field

from odoo.addons.after_sales_returns.tests.money.property_story import Story, Teller


@dataclass
class TillStory(Story):
    """``cards`` pay first, each (kind, its part of the receipt); ``money`` pays the rest. What
    comes back goes to ``till``, ``other_till`` or ``centre`` (the back office)."""

    money: str = "cash"
    cards: list = field(default_factory=list)
    promotion: str = ""
    customer: str = ""
    stock: str = "real"
    another_day: bool = False

    def __str__(self):
        cards = ", ".join(f"{kind} for {share:.2f}" for kind, share in self.cards)
        told = {
            "cards": cards or "none",
            "rest": self.money,
            "promotion": self.promotion,
            "customer": self.customer,
            "stock": self.stock,
            "another day": self.another_day,
        }
        means = ", ".join(f"{name}: {value}" for name, value in told.items() if value)
        return f"{super().__str__()}\n{means}"


class TillTeller(Teller):
    """Draws a story of a receipt."""

    def __init__(self, seed):
        super().__init__(f"till {seed}")
        self.story = TillStory(seed)

    def _line(self, tax_sets):
        line = super()._line(tax_sets)
        if line.unit == "dozen":
            line.unit, line.parts = "piece", int(line.quantity)
        return line

    def _money(self):
        story, random = self.story, self.random
        story.foreign_currency, story.discount = False, ()
        story.money = random.choice(("cash", "card", "split", "split", "change"))
        story.cards = [
            (kind, random.choice((0.1, 0.4, round(random.uniform(0.01, 0.9), 2), 1.0)))
            for kind in random.choice((("gift",), ("wallet",), ("gift", "wallet"), (), ()))
        ]
        story.promotion = random.choice(("", "", "percent off", "free piece", "discount"))
        if story.promotion == "free piece":
            self._add_free_piece(story.lines[0])
        story.customer = random.choice(("", "named", "invoiced"))
        if story.customer == "invoiced" and story.promotion:
            # Odoo's own invoice may be a cent beside its receipt, see ``test_till_common.py``.
            story.rounding = "round_per_line"
        story.stock = random.choice(("real", "real", "closing"))
        story.another_day = random.random() < 0.5

    def _add_free_piece(self, line):
        """A till has it on the line of the others, and lowers the receipt by its price."""
        if line.unit == "piece":
            line.quantity += 1
            line.parts += 1
        else:
            self.story.promotion = ""

    def _events(self):
        """Slices for money or for store credit, at a till or in the back office."""
        story, random = self.story, self.random
        story.events = self._slices()
        credit = random.choice((0.0, 0.0, 0.0, 0.4, 1.0)) if story.customer else 0.0
        places = random.choice((("till",), ("till", "other_till"), ("till", "centre"), ("centre",)))
        if story.stock == "closing":
            # What has not left the stock yet comes back to no other place.
            places = ("till",)
        for event in story.events:
            event.values["place"] = random.choice(places)
            event.values["resolution"] = "store_credit" if random.random() < credit else "refund"


def tell_of_receipt(seed):
    """:return: the ``TillStory`` of a seed"""
    return TillTeller(seed).tell()
