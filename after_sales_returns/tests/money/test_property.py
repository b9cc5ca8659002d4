"""Whatever was sold and however it comes back: the books are as the day before the sale."""

from odoo.tests import tagged

from .property_case import PropertyCase
from .property_story import seeds, tell

# Stories that failed once: a dozen credited by 0.417 of it (61), a gesture on an invoice that was
# rounded to coins (77), a paid sale billed again (85), a tax that was rounded to coins and that the
# last slice did not have (175, 227, 340), a slice whose part of a discount was a cent more than its
# goods (197), a unit credited by hand a cent of tax short of what slices before it left (467).
FALLEN = (61, 77, 85, 175, 197, 227, 340, 467)


@tagged("post_install", "-at_install")
class TestProperty(PropertyCase):
    def test_whole_return_leaves_no_trace(self):
        self._check_stories(seeds(0.5))

    def test_stories_that_failed_once(self):
        self._check_stories(FALLEN)

    def _check_stories(self, numbers):
        books, stock = self._balances(), self._stock_state()
        for seed in numbers:
            story = tell(seed)
            with self.subTest(f"\n{story}\n"), self.undone():
                sale = self._carry_out(story)
                if story.paid:
                    self._pay_out(sale)
                self.assertEqual(self._changes(books, story), {})
                self.assertEqual(self._stock_changes(stock), {})
                self._check_nothing_left(sale, story)
