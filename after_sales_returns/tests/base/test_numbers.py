from odoo.tests import freeze_time, tagged

from ..common import TURN_OF_THE_YEAR, AfterSalesCommon


@tagged("post_install", "-at_install")
class TestNumbers(AfterSalesCommon):
    """References of return orders: each once, of the year where the company is."""

    def _numbers_at(self, zone, moment, user_zone="UTC"):
        self.company.partner_id.tz = zone
        with freeze_time(moment):
            orders = self.env["after.sales.return"].with_context(tz=user_zone)
            return orders.create([{"partner_id": self.customer.id}] * 2).mapped("name")

    def test_year_is_that_of_the_company(self):
        for user_zone in ("UTC", "Asia/Shanghai", "America/New_York"):
            for zone, moment, year in TURN_OF_THE_YEAR:
                with self.subTest(zone=zone, moment=moment, user=user_zone):
                    for number in self._numbers_at(zone, moment, user_zone):
                        self.assertTrue(number.startswith(f"RMA/{year}/"), number)

    def test_no_number_comes_twice_around_new_year(self):
        """19:30 in New York counted for 2031 and was called so before and after midnight."""
        numbers = []
        for zone, moment, _year in TURN_OF_THE_YEAR:
            numbers += self._numbers_at(zone, moment, zone)
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_prefix_of_a_sequence_of_older_days_is_right_too(self):
        self.env.ref(
            "after_sales_returns.sequence_after_sales_return"
        ).prefix = "RMA/%(year)s/%(month)s/"
        for zone, moment, year in TURN_OF_THE_YEAR:
            with self.subTest(zone=zone, moment=moment):
                month = "12" if year == "2030" else "01"
                for number in self._numbers_at(zone, moment):
                    self.assertTrue(number.startswith(f"RMA/{year}/{month}/"), number)

    def test_imported_numbers_are_skipped_over(self):
        first = self._create_return(self._sell((self.shirt, 1))).name
        prefix, _slash, last = first.rpartition("/")
        taken = [f"{prefix}/{int(last) + ahead:05}" for ahead in (1, 2, 4)]
        self.env["after.sales.return"].create(
            [{"partner_id": self.customer.id, "name": name} for name in taken]
        )
        new = self.env["after.sales.return"].create([{"partner_id": self.customer.id}] * 3)
        self.assertEqual(
            new.mapped("name"), [f"{prefix}/{int(last) + ahead:05}" for ahead in (3, 5, 6)]
        )

    def test_company_without_a_warehouse_is_told_so(self):
        company = self.env["res.company"].create({"name": "New Branch"})
        self.env["stock.warehouse"].search([("company_id", "=", company.id)]).active = False
        with self.assertRefused("New Branch has no warehouse .* Create one"):
            self.env["after.sales.return"].create(
                {"partner_id": self.customer.id, "company_id": company.id}
            )
