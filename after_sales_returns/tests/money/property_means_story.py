"""Random sales that are paid by several means: drawn from a seed, and told before they happen."""

from dataclasses import dataclass, field, replace

from .property_story import Story, Teller

# How what no card paid is paid: through a provider before anything is delivered, and then invoiced
# or not; by bank on the invoice; in part each way; or not at all.
MONEY = ("ahead", "ahead", "provider", "provider", "bank", "both", "unpaid")


@dataclass
class MeansStory(Story):
    """``cards`` pay first, each (kind, what it holds for one of the order's total)."""

    money: str = "bank"
    cards: list = field(default_factory=list)
    promotion: str = ""
    at_once: bool = False

    def __str__(self):
        cards = ", ".join(f"{kind} for {share:.2f}" for kind, share in self.cards)
        means = f"paid by: {cards or 'no card'}, rest: {self.money}"
        paid_back = "at once" if self.at_once else "in the end"
        extra = f", promotion: {self.promotion}" if self.promotion else ""
        return f"{super().__str__()}\n{means}{extra}; paid back {paid_back}"


class MeansTeller(Teller):
    """Draws a story of means of payment."""

    def __init__(self, seed):
        super().__init__(f"means {seed}")
        self.story = MeansStory(seed)

    def _money(self):
        story, random = self.story, self.random
        story.money = random.choice(MONEY)
        story.paid = story.money in ("bank", "both")
        story.invoicing = "none" if story.money == "ahead" else "whole"
        if story.money == "unpaid" and random.random() < 0.5:
            story.invoicing = "none"
        story.cards = [
            (kind, random.choice((0.1, 0.4, round(random.uniform(0.01, 0.9), 2), 1.2)))
            for kind in random.choice((("gift",), ("gift",), ("wallet",), ("gift", "wallet"), ()))
        ]
        story.at_once = random.random() < 0.5
        self._promotion()

    def _promotion(self):
        story, random = self.story, self.random
        story.promotion = random.choice(("", "", "percent off", "free piece"))
        first = story.lines[0]
        if story.promotion != "free piece":
            return
        if first.unit != "piece" or first.quantity < 2 or self._is_sold_twice(first):
            story.promotion = ""
            return
        story.discount = ()
        free = int(first.quantity) // 2
        story.lines.append(replace(first, quantity=free, parts=free, is_free=True))

    def _is_sold_twice(self, line):
        others = [one for one in self.story.lines if one is not line and one.unit != "kg"]
        return any((one.costing, one.valuation) == (line.costing, line.valuation) for one in others)

    def _events(self):
        """Slices for money or for store credit, without notes by hand."""
        story, random = self.story, self.random
        story.events = self._slices()
        credit = random.choice((0.0, 0.0, 0.0, 0.4, 1.0)) if story.money != "unpaid" else 0.0
        for event in story.events:
            if random.random() < credit:
                event.values["resolution"] = "store_credit"


def tell_of_means(seed):
    """:return: the ``MeansStory`` of a seed"""
    return MeansTeller(seed).tell()
