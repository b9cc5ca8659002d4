"""Whatever was sold and however it comes back: the books are as the day before the sale."""

import os

from odoo.tests import tagged

from .property_case import PropertyCase
from .property_story import tell

CASES = int(os.environ.get("AFTER_SALES_PROPERTY_CASES", "60"))
FIRST = int(os.environ.get("AFTER_SALES_PROPERTY_SEED", "1"))


@tagged("post_install", "-at_install")
class TestProperty(PropertyCase):
    def test_whole_return_leaves_no_trace(self):
        books, stock = self._balances(), self._stock_state()
        for seed in range(FIRST, FIRST + CASES):
            story = tell(seed)
            with self.subTest(f"\n{story}\n"), self.undone():
                sale = self._carry_out(story)
                if story.paid:
                    self._pay_out(sale)
                self.assertEqual(self._changes(books, story), {})
                self.assertEqual(self._stock_changes(stock), {})
                self._check_nothing_left(sale, story)
