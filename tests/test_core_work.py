"""Nobody who works in Odoo pays for the suite: queries of core forms and operations."""

import core_work

from odoo.tests import TransactionCase, tagged

# Measured by ``core_work.py`` in a database with the same modules of Odoo and none of ours.
WITHOUT = {
    "create an order": 32,
    "open an order": 28,
    "confirm an order": 141,
    "search an order by number": 2,
    "list orders": 1,
    "open a delivery": 41,
    "validate a delivery": 74,
    "list transfers": 1,
    "invoice an order": 67,
    "post an invoice": 58,
    "open an invoice": 33,
    "list invoices": 2,
    "open a product": 51,
    "return a delivery": 155,
    "create a repair": 30,
    "open a repair": 27,
    "confirm a repair": 48,
    "start a repair": 11,
    "end a repair": 62,
    "list repairs": 1,
}
# What some may cost more: a return of Odoo's own is followed to its claims, and a repair is one of
# ours, with a warranty, promises and a place.
MORE = {
    "confirm an order": 3,
    "open a delivery": 4,
    "validate a delivery": 3,
    "post an invoice": 5,
    "return a delivery": 12,
    "create a repair": 9,
    "open a repair": 26,
    "confirm a repair": 20,
    "end a repair": 18,
}
USUAL = 2


@tagged("post_install", "-at_install")
class TestCoreWork(TransactionCase):
    def test_core_work_takes_no_more_queries(self):
        for label, queries in core_work.measure(self.env).items():
            with self.subTest(label):
                self.assertLessEqual(queries, WITHOUT[label] + MORE.get(label, USUAL))
