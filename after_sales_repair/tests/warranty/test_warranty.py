from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .warranty_common import WarrantyCommon


@tagged("post_install", "-at_install")
class TestWarranty(WarrantyCommon):
    """Which terms hold, until when, and why."""

    # Terms ------------------------------------------------------------------------------------

    def test_most_specific_category_wins_then_sequence(self):
        every = self._create_terms("Everything", months=1, categ_ids=False, sequence=1)
        second = self._create_terms("Watches, second", months=3, sequence=9)
        second.categ_ids = self.watches
        first = self._create_terms("Watches, first", months=2, sequence=5)
        first.categ_ids = self.watches
        terms = self.env["after.sales.warranty"]._all_of(self.company)
        self.assertEqual(terms._choose(self.company, self.watch), first)
        first.active = False
        terms -= first
        self.assertEqual(terms._choose(self.company, self.watch), second)
        self.assertEqual(terms._choose(self.company, self.shirt), every)

    def test_tagged_terms_hold_only_for_tagged_products(self):
        tag = self.env["product.tag"].create({"name": "Listed"})
        tagged_terms = self._create_terms("Listed", months=2, categ_ids=False, sequence=1)
        tagged_terms.product_tag_ids = tag
        terms = self.env["after.sales.warranty"]._all_of(self.company)
        self.assertFalse(terms._choose(self.company, self.shirt))
        self.shirt.product_tag_ids = tag
        self.assertEqual(terms._choose(self.company, self.shirt), tagged_terms)

    def test_terms_of_another_company_do_not_hold(self):
        self.terms.company_id = self.env["res.company"].create({"name": "Other"})
        repair = self._counter_repair(self.watch, "W-1")
        self.assertRecordValues(
            repair, [{"warranty_terms_id": False, "warranty_verdict": "unknown"}]
        )

    def test_law_is_not_shortened_by_house_terms(self):
        law = self._create_terms("Law", months=24, categ_ids=False, statutory=True)
        terms = self.env["after.sales.warranty"]._all_of(self.company)
        self.assertEqual(terms._choose(self.company, self.watch), law)
        self.terms.months = 36
        self.assertEqual(terms._choose(self.company, self.watch), self.terms)

    # Until when -------------------------------------------------------------------------------

    def test_return_counts_from_the_day_after_delivery(self):
        self.terms.categ_ids = False
        repair = self._returned_repair()
        line = repair.after_sales_line_id.sale_line_id
        self.assertRecordValues(
            repair,
            [
                {
                    "warranty_terms_id": self.terms.id,
                    "warranty_sale_line_id": line.id,
                    "warranty_start": self._day(1),
                    "warranty_until": self.today + relativedelta(months=12),
                    "warranty_verdict": "in",
                }
            ],
        )
        self.assertIn(line.order_id.name, repair.warranty_reason)

    def test_serial_knows_its_sale(self):
        lot = self._sell_serial("W-1", days_ago=100)
        repair = self._taken_in("W-1")
        self.assertEqual(repair.lot_id, lot)
        self.assertRecordValues(
            repair,
            [{"warranty_start": self._day(-99), "warranty_verdict": "in"}],
        )
        self.assertIn("W-1", repair.warranty_reason)

    def test_warranty_runs_from_the_day_the_customer_got_it(self):
        """Sent 11 days ago, there 4 days later; of a serial number, and of a returned unit."""
        self.terms.write({"months": 0, "days": 10, "categ_ids": False})
        lot = self._sell_serial("W-1", days_ago=11)
        sold = self._returned_repair()
        moves = lot.delivery_ids.move_ids | sold.after_sales_line_id.sale_line_id.move_ids
        for move in moves.filtered(lambda move: move.location_dest_usage == "customer"):
            self._date_back(move, 11)
            move.picking_id.date_done = move.date
            move.picking_id.after_sales_date_received = self._day(-7)
        repairs = self._taken_in("W-1") | sold
        repairs._evaluate_warranty()
        for repair in repairs:
            self.assertRecordValues(
                repair, [{"warranty_start": self._day(-6), "warranty_verdict": "in"}]
            )

    def test_too_late_is_out(self):
        self._sell_serial("W-1", days_ago=400)
        repair = self._taken_in("W-1")
        self.assertEqual(repair.warranty_verdict, "out")
        self.assertIn("too late", repair.warranty_reason)

    def test_reported_on_the_last_day_is_in(self):
        self.terms.write({"months": 0, "days": 10})
        self._sell_serial("W-1", days_ago=10)
        self._sell_serial("W-2", days_ago=11)
        repairs = self._taken_in("W-1") | self._taken_in("W-2")
        self.assertRecordValues(repairs, [{"warranty_verdict": "in"}, {"warranty_verdict": "out"}])

    def test_day_of_return_request_counts(self):
        """The item may lie at the workshop's door for weeks."""
        self.terms.write({"months": 0, "days": 10, "categ_ids": False})
        repair = self._returned_repair()
        repair.after_sales_return_id.sudo().date_requested -= timedelta(days=30)
        repair.sudo().date_intake += timedelta(days=30)
        self.assertEqual(repair.warranty_verdict, "in")

    def test_purchase_needs_its_proof(self):
        repair = self._counter_repair(self.watch, "W-1", purchase_date=self._day(-30))
        self.assertEqual(repair.warranty_verdict, "unknown")
        self.assertIn("proof", repair.warranty_reason)
        repair.purchase_proof_ids = [Command.create({"name": "receipt.png", "raw": b"x"})]
        self.assertRecordValues(
            repair, [{"warranty_start": self._day(-29), "warranty_verdict": "in"}]
        )

    def test_foreign_item_has_no_warranty(self):
        repair = self._counter_repair(self.shirt)
        repair.write({"product_id": False, "item_name": "Grandfather's clock"})
        self.assertEqual(repair.warranty_verdict, "unknown")
        self.assertIn("no product of ours", repair.warranty_reason)

    def test_store_item_is_free(self):
        repair = self._counter_repair(self.shoe, after_sales_origin="store", partner_id=False)
        self.assertEqual(repair.warranty_verdict, "in")

    # Exchanges --------------------------------------------------------------------------------

    def _exchange(self, days_ago):
        """Sell W-1, exchange it for W-2 ``days_ago``."""
        lot = self._sell_serial("W-1", days_ago=300)
        new = self._create_serials(self.watch, "W-2")
        order = self.env["sale.order"].search(
            [("order_line.move_ids.move_line_ids.lot_id", "in", lot.ids)]
        )
        line_vals = {"reason_id": self.defect.id, "resolution": "exchange"}
        line_vals["lot_ids"] = [Command.set(lot.ids)]
        back = self._create_return(order, line_vals=line_vals)
        self._approve(back)
        self._receive(back)
        self._decide(back, route="scrap")
        back.action_settle()
        picking = back.picking_ids.filtered(lambda picking: picking.state != "done")
        self.assertEqual(picking.move_ids.move_line_ids.lot_id, new)
        self._validate(picking)
        self._date_back(picking.move_ids, days_ago)
        return new

    def test_exchange_restarts(self):
        self._exchange(10)
        repair = self._taken_in("W-2")
        self.assertEqual(repair.warranty_start, self._day(-9))
        self.assertIn("exchange", repair.warranty_reason)

    def test_exchange_keeps(self):
        self.terms.after_exchange = "keep"
        self._exchange(10)
        repair = self._taken_in("W-2")
        self.assertEqual(repair.warranty_start, self._day(-299))

    # Repairs ----------------------------------------------------------------------------------

    def test_repair_leaves_the_warranty_as_it_was(self):
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50)
        repair = self._taken_in("W-1")
        self.assertEqual(repair.warranty_start, self._day(-99))

    def test_repair_extends_once(self):
        self.terms.write({"after_repair": "extend", "repair_months": 12})
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50)
        self._past_repair("W-1", 20)
        repair = self._taken_in("W-1")
        self.assertEqual(repair.warranty_until, self._day(-100) + relativedelta(months=24))

    def test_repair_restarts(self):
        self.terms.after_repair = "restart"
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50)
        repair = self._taken_in("W-1")
        self.assertRecordValues(
            repair,
            [
                {
                    "warranty_start": self._day(-49),
                    "warranty_until": self._day(-50) + relativedelta(months=12),
                }
            ],
        )

    def test_downtime_is_added(self):
        self.terms.add_downtime = True
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50, days=7)
        self._past_repair("W-1", 20, days=4)
        repair = self._taken_in("W-1")
        self.assertEqual(
            repair.warranty_until, self._day(-100) + relativedelta(months=12) + timedelta(days=11)
        )

    def test_paid_repair_changes_nothing(self):
        self.terms.write({"after_repair": "restart", "add_downtime": True})
        self._sell_serial("W-1", days_ago=100)
        self._past_repair("W-1", 50, cause_id=self.misuse.id)
        repair = self._taken_in("W-1")
        self.assertRecordValues(
            repair, [{"warranty_start": self._day(-99), "failed_repair_count": 0}]
        )

    def test_repair_has_a_warranty_of_its_own(self):
        self.terms.repair_months = 3
        self._sell_serial("W-1", days_ago=500)
        first = self._past_repair("W-1", 30)
        self.assertFalse(first.under_warranty)
        self.assertEqual(first.repair_warranty_until, self._day(-30) + relativedelta(months=3))
        repair = self._taken_in("W-1")
        self.assertEqual(repair.warranty_verdict, "out")
        repair.after_sales_defect_id = self.wrong_time
        self.assertRecordValues(repair, [{"warranty_verdict": "in", "repeat_of_id": first.id}])
        self.assertIn(first.name, repair.warranty_reason)
        repair.after_sales_defect_id = self.no_power
        self.assertEqual(repair.warranty_verdict, "out")

    # Cost and access --------------------------------------------------------------------------

    def test_number_of_queries_does_not_grow(self):
        for number in range(50):
            self._create_serials(self.watch, f"Q-{number}")
        order = self._sell((self.watch, 50))
        serials = order.picking_ids.move_ids.move_line_ids.lot_id.mapped("name")
        repairs = self.env["repair.order"].union(
            *(self._counter_repair(self.watch, name) for name in serials)
        )
        for repair in repairs:
            repair.lot_id = self.env["stock.lot"].search([("name", "=", repair.item_serial)])
        counts = []
        for some in (repairs[:1], repairs):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some._evaluate_warranty()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(set(repairs.mapped("warranty_verdict")), {"in"})
        self.assertLessEqual(counts[1], counts[0] + 3)
        self.assertLessEqual(counts[0], 40)

    def test_who_may_write_terms_and_codes(self):
        self._create_users()
        for model, vals in (
            ("after.sales.warranty", {"name": "x", "days": 1}),
            ("after.sales.defect", {"name": "x", "code": "x"}),
            ("after.sales.repair.cause", {"name": "x", "code": "x"}),
        ):
            with self.subTest(model=model):
                self.env[model].with_user(self.technician).search([]).mapped("name")
                with mute_logger("odoo.models"), self.assertRaises(AccessError):
                    self.env[model].with_user(self.technician).create(vals)
                self.assertTrue(self.env[model].with_user(self.manager).create(vals))

    def test_ready_policies_offer_repairs(self):
        windows = self.env["after.sales.policy.window"].search([("resolution", "=", "repair")])
        policies = [
            self.env.ref(f"after_sales_returns.policy_{name}")
            for name in ("cn_quality", "shoes_clothing", "eu_conformity")
        ]
        for policy in policies:
            self.assertIn(policy, windows.policy_id)

    def test_portal_offers_a_repair_where_a_policy_does(self):
        order = self._sell((self.shirt, 1))
        self.assertNotIn("repair", order._after_sales_portal_items()[0]["resolutions"])
        self.policy.window_ids = [Command.create({"resolution": "repair", "window_months": 12})]
        self.assertIn("repair", order._after_sales_portal_items()[0]["resolutions"])
        line_vals = {"reason_id": self.defect.id, "resolution": "repair"}
        back = self._create_return(order, line_vals=line_vals)
        self.assertEqual(back.line_ids.verdict, "eligible")
