"""However a sale was paid: all of it back gives each means of payment back what it paid."""

from odoo.tests import tagged

from .property_means_case import MeansPropertyCase
from .property_means_story import tell_of_means
from .property_story import seeds

# Stories that failed once: a cent in money where cards had paid all (13, 15, 30, 45), the cost of a
# free piece that came back twice (21, 37, 47), a cent of points more or less where a card's line is
# booked with other cents than it shows (65, 71).
FALLEN = (13, 15, 21, 30, 37, 45, 47, 65, 71)


@tagged("post_install", "-at_install")
class TestPropertyMeans(MeansPropertyCase):
    def test_each_means_gets_back_what_it_paid(self):
        self._check_stories(seeds(0.25))

    def test_stories_that_failed_once(self):
        self._check_stories(FALLEN)

    def _check_stories(self, numbers):
        books, stock = self._balances(), self._stock_state()
        for seed in numbers:
            story = tell_of_means(seed)
            with self.subTest(f"\n{story}\n"), self.undone():
                sale = self._carry_out(story)
                self._pay_out(sale)
                self._check_means(story, self._changes(books, story))
                self.assertEqual(self._stock_changes(stock), {})
                self._check_nothing_left(sale, story)
