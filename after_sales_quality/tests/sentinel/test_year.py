from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import SentinelCommon


@tagged("post_install", "-at_install")
class TestYear(SentinelCommon):
    """When a unit was made."""

    def _year(self, name, **vals):
        lot = self.env["stock.lot"].create({"name": name, "product_id": self.phone.id, **vals})
        return lot.after_sales_production_year

    def test_read_from_the_number(self):
        for pattern, name, year in (
            ("^[A-Z]{2}(?P<year>[0-9]{2})", "AB24001", 2024),
            ("^[A-Z]{2}(?P<year>[0-9]{2})", "24001", 0),
            ("-(?P<year>[0-9]{4})-", "X-2023-7", 2023),
            ("(?P<year>[0-9]{3})", "X-202", 0),  # neither two nor four digits
            ("(?P<year>x?)", "Y", 0),
            (False, "AB24002", 0),
        ):
            with self.subTest(pattern=pattern, name=name):
                self.phone.categ_id.after_sales_year_pattern = pattern
                self.assertEqual(self._year(name), year)

    def test_date_counts_more_than_the_number(self):
        self.phone.categ_id.after_sales_year_pattern = "^(?P<year>[0-9]{2})"
        self.assertEqual(self._year("24-1", after_sales_production_date="2022-12-31"), 2022)

    def test_category_above_says_it_for_those_below(self):
        above = self.env["product.category"].create(
            {"name": "Phones", "after_sales_year_pattern": "^(?P<year>[0-9]{2})"}
        )
        self.phone.categ_id = above.create({"name": "Small", "parent_id": above.id})
        self.assertEqual(self._year("21-7"), 2021)

    def test_patterns_that_read_nothing(self):
        category = self.env["product.category"].create({"name": "Phones"})
        for pattern, words in (
            ("(?P<year>[0-9]{2}", "Phones: .* does not read a production year: missing \\)"),
            ("[0-9]{2}", "no group named “year”"),
            ("(?P<jahr>[0-9]{2})", "no group named “year”"),
        ):
            with self.subTest(pattern=pattern), self.assertRaisesRegex(UserError, words):
                category.after_sales_year_pattern = pattern
