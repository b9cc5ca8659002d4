from datetime import timedelta
from random import Random

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SOLD_WEEK, SentinelCommon

COUNTED = (
    "score",
    "units_failed",
    "units_scored",
    "units_expected",
    "chance",
    "threshold",
    "date_first",
    "date_last",
    "state",
)


@tagged("post_install", "-at_install")
class TestSentinel(SentinelCommon):
    """What failures make of the numbers on the page."""

    def test_numbers_by_hand(self):
        self._fail({}, {"warehouse_id": self.stores[1].id})
        row = self._row()
        # 1000 × (1 - e^(-90/28)) are old enough; 1 ‰ of them is expected to have failed.
        self.assertAlmostEqual(row.units_exposed, 959.8, 1)
        self.assertAlmostEqual(row.units_expected, 0.96, 2)
        # 1 - e^-0.9598 × (1 + 0.9598)
        self.assertAlmostEqual(row.chance, 0.2495, 3)
        self.assertAlmostEqual(row.score, 4.61, 2)  # 2 × log(10)
        self.assertRecordValues(
            row, [{"units_sold": 1000.0, "units_failed": 2.0, "units_scored": 2.0, "rate": 0.001}]
        )
        self.assertEqual(row.warehouse_ids, self.stores[:2])
        self.assertEqual(row.store_count, 2)

    def test_what_went_well_in_between_counts(self):
        self._fail({"days_ago": 28})
        self._fail({})
        # 62 and 90 days old: 1000 × (0.959816 - 0.890769) × 1 ‰ = 0.069047; 9 × that is lost.
        self.assertAlmostEqual(self._row().score, 2.302585 - 0.621423 + 2.302585, 2)

    def test_new_events_read_nothing_of_the_past(self):
        self._fail({"days_ago": 3})
        past = self.events.search([])
        past.flush_recordset()
        self.env.cr.execute(
            "UPDATE after_sales_sentinel_event SET quantity = 50 WHERE id IN %s",
            [tuple(past.ids)],
        )
        past.invalidate_recordset()
        self._fail({})
        self.assertEqual(self._row().units_failed, 2)

    def test_recording_twice_is_recording_once(self):
        vals = self._prepare_failure(quantity=2.0)
        first = self.events._record_events([vals])
        self.assertEqual(self.events._record_events([vals]), first)
        first._count()
        self.assertEqual(self.events._record_events([vals]), first)
        self.assertTrue(first.date_counted)
        self.assertEqual(self._row().units_failed, 2)

    def test_saying_it_anew_counts_anew(self):
        vals = self._prepare_failure(quantity=3.0)
        event = self.events._record_events([vals])
        event._count()
        self.assertAlmostEqual(self._row().score, 6.91, 2)
        self.events._record_events([{**vals, "quantity": 1.0}])._count()
        self.assertAlmostEqual(self._row().score, 2.30, 2)
        self.assertEqual(self._row().units_failed, 1)
        self.events._record_events([{**vals, "quantity": 0.0}])._count()
        self.assertRecordValues(
            self._row(), [{"score": 0.0, "units_failed": 0.0, "warehouse_ids": []}]
        )

    def test_another_lot_moves_it_to_the_other_row(self):
        tin = self._create_product("Tin", 5.0, tracking="lot")
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": tin.id} for name in ("A", "B")]
        )
        vals = self._prepare_failure(product_id=tin.id, lot_id=lots[0].id)
        self.events._record_events([vals])._count()
        self.events._record_events([{**vals, "lot_id": lots[1].id}])._count()
        rows = self._row("lot", tin)
        failed = {row.lot_id.name: row.units_failed for row in rows}
        self.assertEqual(failed, {"A": 0.0, "B": 1.0})
        self.assertEqual(self._row("style", tin).units_failed, 1)

    def test_nothing_is_taken_back_that_was_never_said(self):
        self.assertFalse(self.events._record_events([self._prepare_failure(quantity=0.0)]))

    def test_negative_units_are_refused(self):
        with self.assertRaisesRegex(Exception, "after_sales_sentinel_event_quantity_positive"):
            self._fail({"quantity": -1.0})
            self.env.flush_all()

    def test_ways_to_look_at_a_failure(self):
        """A style always; a variant where there are several, a lot, a production year."""
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": str(s)}) for s in (38, 39)]}
        )
        boot = self.env["product.template"].create(
            {
                "name": "Boot",
                "is_storable": True,
                "tracking": "lot",
                "attribute_line_ids": [
                    Command.create({"attribute_id": size.id, "value_ids": size.value_ids.ids})
                ],
            }
        )
        variant = boot.product_variant_ids[0]
        lot = self.env["stock.lot"].create(
            {
                "name": "L1",
                "product_id": variant.id,
                "after_sales_production_date": "2024-05-01",
            }
        )
        self._sold(variant, 100, lot_id=lot.id, production_year=2024)
        self._sold(boot.product_variant_ids[1], 300)
        self._fail({"product_id": variant.id, "lot_id": lot.id})
        rows = self.sentinels.search([("product_tmpl_id", "=", boot.id)])
        self.assertEqual(
            {row.kind: row.units_sold for row in rows},
            {"style": 400.0, "variant": 100.0, "lot": 100.0, "year": 100.0},
        )
        year = rows.filtered(lambda row: row.kind == "year")
        self.assertEqual(year.display_name, "Boot, 2024, Sole open")

    def test_counting_anew_gives_the_same(self):
        """Whatever the order in which failures are recorded and counted: five tries of chance."""
        for seed in range(5):
            chance = Random(seed)
            shoe = self._create_product(f"Shoe {seed}", 50.0)
            for week in range(0, 70, 7):
                self._sold(shoe, chance.randint(1, 400), week=SOLD_WEEK + timedelta(week))
            failures = [
                self._prepare_failure(
                    product_id=shoe.id,
                    days_ago=chance.uniform(0, 60),
                    quantity=chance.randint(1, 2),
                    warehouse_id=chance.choice(self.stores).id,
                )
                for _failure in range(12)
            ]
            chance.shuffle(failures)
            while failures:
                batch = [failures.pop() for _one in range(min(len(failures), chance.randint(1, 4)))]
                self.events._record_events(batch)._count()
            row = self._row(product=shoe)
            before = row.read(COUNTED)[0]
            stores = row.warehouse_ids
            row.recount = True
            self.sentinels._count_events(self.events)
            after = row.read(COUNTED)[0]
            with self.subTest(seed=seed):
                self.assertGreater(row.score, 0)
                for name, value in before.items():
                    same = self.assertAlmostEqual if name == "score" else self.assertEqual
                    same(after[name], value)
                self.assertEqual(row.warehouse_ids, stores)

    def test_past_of_the_category_is_what_is_expected(self):
        """What was eight weeks ago says what is usual; what goes on now does not."""
        categ = self.env["product.category"].create({"name": "Shoes"})
        self.shoe.categ_id = categ
        old = SOLD_WEEK - timedelta(weeks=20)
        self._sold(self.shoe, 3000, week=old)
        self._fail({"days_ago": 100, "quantity": 7.0})
        self._fail({"days_ago": 3, "quantity": 50.0})  # not past enough
        self.env["after.sales.sentinel.rate"]._learn(self.company)
        rate = self.env["after.sales.sentinel.rate"].search([("categ_id", "=", categ.id)])
        # Sold 33.5 and 173.5 days before the end of the past: 1000 × 0.6977 + 3000 × 0.99796.
        self.assertAlmostEqual(rate.units_exposed, 3691.6, 1)
        self.assertEqual(rate.units_failed, 7)
        # (7 + 1000 × 1 ‰) / (3691.6 + 1000)
        self.assertAlmostEqual(rate.rate, 8 / 4691.6, 5)
        self._fail({})
        self.assertAlmostEqual(self._row().rate, rate.rate, 6)

    def test_how_much_is_watched(self):
        self.env["after.sales.sold.week"].search([]).unlink()
        tin = self._create_product("Tin", 5.0, tracking="lot")
        lot = self.env["stock.lot"].create({"name": "A", "product_id": tin.id})
        self._sold(self.shoe, 1, production_year=2024)
        self._sold(self.shoe, 1, production_year=2025)
        self._sold(tin, 1, lot_id=lot.id)
        defects = self.env["after.sales.defect"].search_count([("child_ids", "=", False)])
        # Two styles, one lot, two years of one style; no style has several variants.
        self.assertEqual(self.sentinels._number_watched(self.company), 5 * defects)

    def test_daily_numbers_follow_the_days(self):
        self._fail({})
        row = self._row()
        self._sold(self.shoe, 500, week="2026-01-05")
        row._refresh()
        self.assertEqual(row.units_sold, 1500)
        self.assertAlmostEqual(row.score, 2.30, 2)

    def test_terms_out_of_bounds_are_refused(self):
        for name, value in (
            ("after_sales_false_alarms", -1),
            ("after_sales_alarm_ratio", 1),
            ("after_sales_failure_days", 0),
            ("after_sales_watch_stores", 1),
            ("after_sales_watch_days", float("nan")),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "cannot be"):
                self.company.write({name: value})

    def test_sales_that_are_not_counted_yet(self):
        """Against nothing sold everything would be too much."""
        event = self._fail({}, count=False)
        for until in (False, "2025-06-02"):  # never, and by a job that is still at it
            self.company.after_sales_sold_until = until
            self._run_job("ir_cron_count_failures")
            self.assertFalse(event.date_counted)
        self.company.after_sales_sold_until = "2026-03-02"
        self._run_job("ir_cron_count_failures")
        self.assertTrue(event.date_counted)
        self.assertEqual(self._row().units_failed, 1)

    def test_picture(self):
        self._fail({"days_ago": 28}, {"days_ago": 0, "quantity": 2.0})
        picture = self._row().picture
        self.assertEqual([week["failed"] for week in picture["weeks"]], [1.0, 0.0, 0.0, 0.0, 2.0])
        self.assertEqual(picture["weeks"][0]["week"], "2026-02-02")
        self.assertEqual(picture["line"], self._row().threshold)
        self.assertEqual(picture["score"][-1]["score"], round(self._row().score, 2))
