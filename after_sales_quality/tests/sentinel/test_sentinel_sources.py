from odoo.tests import tagged

from .common import SentinelCommon


@tagged("post_install", "-at_install")
class TestSentinelSources(SentinelCommon):
    """A unit counts once with a defect, whichever document says it."""

    def _said(self, product=None):
        """:return: list of (name of the defect, units, origin) of what counts"""
        events = self.events.search(
            [("product_id", "=", (product or self.shoe).id), ("quantity", ">", 0)], order="id"
        )
        return [(event.defect_id.name, event.quantity, event.origin) for event in events]

    def test_line(self):
        order = self._returned((self.shoe, 3))
        self.assertEqual(self._said(), [])
        order.line_ids.defect_id = self.sole
        self.assertEqual(self._said(), [("Sole open", 3.0, "return")])
        order.line_ids.defect_id = self.thread
        self.assertEqual(self._said(), [("Thread", 3.0, "return")])
        order.line_ids.defect_id = False
        self.assertEqual(self._said(), [])

    def test_new_line(self):
        self._create_return(self._sell((self.shoe, 2)), line_vals={"defect_id": self.sole.id})
        self.assertEqual(self._said(), [("Sole open", 2.0, "return")])

    def test_draft_that_is_deleted(self):
        order = self._create_return(
            self._sell((self.shoe, 1)), line_vals={"defect_id": self.sole.id}
        )
        order.unlink()
        self.assertEqual(self._said(), [])

    def test_order_that_is_cancelled(self):
        order = self._create_return(
            self._sell((self.shoe, 1)), line_vals={"defect_id": self.sole.id}
        )
        order.action_cancel()
        self.assertEqual(self._said(), [])
        order.action_reset()
        self.assertEqual(self._said(), [("Sole open", 1.0, "return")])

    def test_cancelled_order_of_which_only_an_inspection_says_it(self):
        order = self._create_return(self._sell((self.shoe, 1)))
        self._inspect(line_id=order.line_ids.id)
        self.assertEqual(len(self._said()), 2)
        order.action_cancel()
        self.assertEqual(self._said(), [])

    def test_sorting_is_more_exact(self):
        order = self._returned((self.shoe, 3))
        order.line_ids.defect_id = self.sole
        part = order.action_sort()
        part.action_split()
        parts = order.disposition_ids.sorted("quantity")
        parts[0].defect_id = self.thread
        # Of the others the line says it still.
        self.assertEqual(
            sorted(self._said()), [("Sole open", 2.0, "return"), ("Thread", 1.0, "return")]
        )
        parts[1].defect_id = self.sole
        self.assertEqual(
            sorted(self._said()), [("Sole open", 2.0, "return"), ("Thread", 1.0, "return")]
        )

    def test_inspection_of_a_return_counts_with_its_line(self):
        order = self._returned((self.shoe, 1))
        order.line_ids.defect_id = self.sole
        part = order.action_sort()
        self._inspect(disposition_id=part.id)
        self.assertEqual(
            sorted(self._said()), [("Sole open", 1.0, "return"), ("Thread", 1.0, "return")]
        )

    def test_inspection_before_dispatch_is_no_failure(self):
        self._inspect(product_id=self.shoe.id, occasion="before_dispatch")
        self.assertEqual(self._said(), [])

    def _inspect(self, **vals):
        """An inspection in which the sole is open and a thread is off."""
        checklist = self.env["after.sales.checklist"].create(
            {
                "name": "Shoes",
                "occasion": vals.get("occasion", "customer_return"),
                "item_ids": [
                    (0, 0, {"name": "Sole", "defect_id": self.sole.id}),
                    (0, 0, {"name": "Thread", "defect_id": self.thread.id}),
                ],
            }
        )
        checklist.action_use()
        inspection = self.env["after.sales.inspection"].create(
            {"checklist_id": checklist.id, **vals}
        )
        for item in checklist.item_ids:
            inspection.save_answer(item.id, "fail")
        inspection.grade_id = self.grade_d
        inspection.action_finish()
        return inspection

    def test_repair_at_the_counter(self):
        repair = self._counter_repair(self.shoe)
        repair.after_sales_defect_id = self.sole
        self.assertEqual(self._said(), [("Sole open", 1.0, "repair")])
        repair.action_repair_cancel()
        self.assertEqual(self._said(), [])
        repair.action_repair_cancel_draft()
        self.assertEqual(self._said(), [("Sole open", 1.0, "repair")])

    def test_cancelled_repair_of_a_return(self):
        repair = self._returned_repair(self.shoe)
        repair.after_sales_defect_id = self.sole
        repair.action_repair_cancel()
        self.assertEqual(self._said(), [])

    def test_repair_of_a_return_counts_with_its_line(self):
        repair = self._returned_repair(self.shoe)
        repair.after_sales_defect_id = self.sole
        self.assertEqual(self._said(), [("Sole open", 1.0, "return")])
        repair.after_sales_disposition_id.line_id.defect_id = self.sole
        self.assertEqual(self._said(), [("Sole open", 1.0, "return")])

    def test_units_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._create_return(
            self._sell((self.shoe, 24)),
            line_vals={
                "product_uom_id": dozen.id,
                "quantity": 2.0,
                "defect_id": self.sole.id,
            },
        )
        self.assertEqual(self._said(), [("Sole open", 24.0, "return")])
        order.line_ids.product_uom_id = self.shoe.uom_id
        self.assertEqual(self._said(), [("Sole open", 2.0, "return")])
        repair = self._counter_repair(self.shoe, after_sales_defect_id=self.thread.id)
        repair.product_uom = dozen
        self.assertIn(("Thread", 12.0, "repair"), self._said())

    def test_year_of_a_lot_that_is_known_later(self):
        lot = self.env["stock.lot"].create(
            {
                "name": "A",
                "product_id": self.shoe.id,
                "after_sales_production_date": "2024-05-01",
            }
        )
        event = self._fail({}, count=False)
        vals = {name: event[name] for name in ("res_model", "res_id", "quantity")}
        self.events._record_events([{**vals, "defect_id": self.sole.id, "lot_id": lot.id}])
        self.assertEqual(event.production_year, 2024)

    def test_lot_that_sorting_says(self):
        tin = self._create_product("Tin", 5.0, tracking="lot")
        lot = self.env["stock.lot"].create(
            {"name": "A", "product_id": tin.id, "after_sales_production_date": "2024-05-01"}
        )
        self._stock(tin, 2, lot=lot)
        order = self._create_return(self._sell((tin, 2)), line_vals={"defect_id": self.sole.id})
        self._approve(order)
        order.picking_ids.move_line_ids.lot_id = lot
        self._receive(order)
        order.action_sort()
        event = self.events.search([("product_id", "=", tin.id)])
        self.assertRecordValues(
            event, [{"quantity": 2.0, "lot_id": lot.id, "production_year": 2024}]
        )

    def test_recording_asks_once_for_all(self):
        order = self._create_return(
            self._sell(*[(self.shoe, 1)] * 2), line_vals={"defect_id": self.sole.id}
        )
        more = self._create_return(
            self._sell(*[(self.shoe, 1)] * 12), line_vals={"defect_id": self.sole.id}
        )
        (order + more).line_ids._record_failures()
        self.events.search([])._count()
        few = self._queries_to_record_anew(order.line_ids)
        self.assertLessEqual(self._queries_to_record_anew(more.line_ids), few)

    def _queries_to_record_anew(self, lines):
        """Of lines that now say something else, with an empty cache."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE after_sales_return_line SET quantity = 2 WHERE id = ANY(%s)", [lines.ids]
        )
        self.env.invalidate_all()
        lines = lines.browse(lines.ids)
        before = self.env.cr.sql_log_count
        lines._record_failures()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_recording_starts_the_job(self):
        job = self.env.ref("after_sales_quality.ir_cron_count_failures")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        self._fail({}, count=False)
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        self.assertEqual(after, triggers + 1)

    def test_document_of_a_failure(self):
        order = self._returned((self.shoe, 1))
        order.line_ids.defect_id = self.sole
        event = self.events.search([("product_id", "=", self.shoe.id)])
        action = event.action_open_source()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (order.line_ids._name, order.line_ids.id)
        )
        action = self._row().action_open_events()
        self.assertEqual(action["res_model"], "after.sales.sentinel.event")

    def test_what_is_deleted_has_not_failed(self):
        part = self._returned((self.shoe, 1)).action_sort()
        part.defect_id = self.sole
        repair = self.env["repair.order"].create(
            {"product_id": self.shoe.id, "after_sales_defect_id": self.sole.id}
        )
        domain = [("defect_id", "=", self.sole.id)]
        self.assertEqual(self.events.search(domain).mapped("quantity"), [1.0, 1.0])
        part.unlink()
        repair.unlink()
        self.assertEqual(self.events.search(domain).mapped("quantity"), [0.0, 0.0])
