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

    def test_many_numbers_cost_no_more_than_one_of_odoo(self):
        sequence = self.env["ir.sequence"]._after_sales_of("after.sales.return", self.company)
        sequence._next()  # the year has begun

        def queries(draw):
            self.env.invalidate_all()
            sequence.read(["implementation"])
            before = self.env.cr.sql_log_count
            draw()
            return self.env.cr.sql_log_count - before

        own = queries(sequence._next)
        for count in (1, 50):
            drawn = queries(lambda count=count: sequence._after_sales_next(count))
            self.assertLessEqual(drawn, own, f"{count} numbers")

    def test_no_gap_and_no_years_are_numbered_too(self):
        sequence = self.env.ref("after_sales_returns.sequence_after_sales_return")
        for vals in (
            {"implementation": "no_gap"},
            {"implementation": "standard", "use_date_range": False, "number_increment": 5},
        ):
            with self.subTest(vals):
                sequence.write(vals)
                names = self._numbers_at("UTC", "2030-06-01 12:00:00")
                first, second = (int(name.rpartition("/")[2]) for name in names)
                self.assertEqual(second - first, sequence.number_increment)

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
