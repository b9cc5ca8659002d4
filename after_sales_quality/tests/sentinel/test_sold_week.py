from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import SentinelCommon

# The Monday of the week in which the tests take place.
MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
class TestSoldWeek(SentinelCommon):
    """What left for customers, by week, from transfers that are done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.weeks = cls.env["after.sales.sold.week"]

    def _counted(self, product):
        self.weeks._count_week(self.company, MONDAY)
        weeks = self.weeks.search([("product_id", "=", product.id), ("week", "=", MONDAY)])
        return [(week.lot_id.name or "", week.production_year, week.quantity) for week in weeks]

    def test_deliveries(self):
        self._sell((self.shirt, 3))
        self._sell((self.shirt, 2))
        self._sell((self.shirt, 5), deliver=False)
        self.assertEqual(self._counted(self.shirt), [("", 0, 5.0)])

    def test_counting_again_gives_the_same(self):
        self._sell((self.shirt, 3))
        self._counted(self.shirt)
        self.assertEqual(self._counted(self.shirt), [("", 0, 3.0)])

    def test_what_came_back_has_been_in_somebodys_hands(self):
        self._returned((self.shirt, 3))
        self.assertEqual(self._counted(self.shirt), [("", 0, 3.0)])

    def test_goods_sent_back_are_not_sold_again(self):
        order = self._returned((self.shirt, 3))
        self._decide(order, route="send_back", resolution="none")
        moves = order.disposition_ids.move_ids.filtered(
            lambda move: move.location_dest_id.usage == "customer"
        )
        moves.picked = True
        moves.picking_id.button_validate()
        self.assertEqual(moves.mapped("state"), ["done"])
        self.assertEqual(self._counted(self.shirt), [("", 0, 3.0)])

    def test_lots_have_rows_and_serials_years(self):
        tin = self._create_product("Tin", 5.0, tracking="lot")
        lots = self.env["stock.lot"].create(
            [
                {"name": "A", "product_id": tin.id, "after_sales_production_date": "2025-06-01"},
                {"name": "B", "product_id": tin.id},
            ]
        )
        for lot in lots:
            self._stock(tin, 2, lot=lot)
        self._sell((tin, 4))
        self.assertEqual(sorted(self._counted(tin)), [("A", 2025, 2.0), ("B", 0, 2.0)])
        self.phone.categ_id.after_sales_year_pattern = "^SN(?P<year>[0-9]{2})"
        self._create_serials(self.phone, "SN24-1", "SN24-2", "SN25-1")
        self._sell((self.phone, 3))
        self.assertEqual(sorted(self._counted(self.phone)), [("", 2024, 2.0), ("", 2025, 1.0)])

    def test_weeks_that_are_due(self):
        self.company.after_sales_sold_until = MONDAY
        # The four before are counted again: a transfer may have been late.
        due = self.weeks._weeks_due(self.company)
        self.assertEqual((len(due), due[0], due[-1]), (5, date(2026, 2, 2), MONDAY))
        self.company.after_sales_sold_until = False
        self.assertEqual(self.weeks._weeks_due(self.company)[-1], MONDAY)

    def test_job_whose_time_is_over_has_come_further(self):
        others = self.env["res.company"].search([("id", "!=", self.company.id)])
        others.active = False
        IrCron = type(self.env["ir.cron"])
        for until, rest in (("2025-12-01", "2025-12-08"), (MONDAY, date(2026, 3, 9))):
            self.company.after_sales_sold_until = until
            with patch.object(IrCron, "_commit_progress", return_value=0.0):
                self.weeks._cron_count()
            self.assertEqual(self.company.after_sales_sold_until, fields.Date.to_date(rest))

    def test_job_goes_on_where_it_was(self):
        others = self.env["res.company"].search([("id", "!=", self.company.id)])
        others.after_sales_sold_until = self.company.after_sales_sold_until = MONDAY
        self._sell((self.shirt, 3))
        old = self._sold(self.shirt, 70, week="2026-01-05")
        wrong = self._sold(self.shirt, 70, week="2026-02-02")
        self._run_job("ir_cron_count_sold")
        # What was counted long ago stays, the last weeks are what the transfers say.
        self.assertTrue(old.exists())
        self.assertFalse(wrong.exists())
        weeks = self.weeks.search([("product_id", "=", self.shirt.id), ("week", "=", MONDAY)])
        self.assertEqual(weeks.quantity, 3)
        self.assertEqual(self.company.after_sales_sold_until, date(2026, 3, 9))
        self.assertNotEqual(self.company.after_sales_watched, 40000)
