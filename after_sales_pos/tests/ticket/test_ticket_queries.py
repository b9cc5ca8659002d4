from uuid import uuid4

from odoo.tests import tagged

from .common import TicketCase


@tagged("post_install", "-at_install")
class TestTicketQueries(TicketCase):
    """A synced return asks the database about as much with twenty lines as with one."""

    def _queries(self, lines):
        """How many queries a return of so many lines of one receipt takes."""
        products = [
            self._create_product(f"Sock {number}", 10.0, available_in_pos=True)
            for number in range(lines)
        ]
        for product in products:
            self._stock(product, 5, warehouse=self.store)
        sale = self._sell_at_till(self.till, *[(product, 2) for product in products])
        wishes, ticket = [self._wish(line) for line in sale.lines], str(uuid4())
        quote = self._quote(self.till, wishes, ticket)["orders"][0]
        data = self._return_data(self.till, quote, wishes, ticket)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        refund = self._sync(self.till, data)
        self.env.flush_all()
        self.assertEqual(refund.after_sales_return_ids.state, "closed")
        return self.env.cr.sql_log_count - before

    def test_queries_hardly_grow_with_the_lines(self):
        self._queries(1)
        one, twenty = self._queries(1), self._queries(20)
        # One of them asks whose work the returns of the warehouse are.
        self.assertLessEqual(one, 187)
        # Odoo itself takes 11 for each line: its number, its quants, the rules after it.
        self.assertLessEqual(twenty - one, 19 * 12, f"{one} for one line, {twenty} for twenty")
