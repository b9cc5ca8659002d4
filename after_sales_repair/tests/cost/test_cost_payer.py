from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..quote.common import QuoteCommon
from ..store_common import StoreCommon


@tagged("post_install", "-at_install")
class TestCostPayer(QuoteCommon, StoreCommon):
    """Who bears parts and labour of a repair, and what else it costs."""

    def _cost(self, repair, kind, **vals):
        return self.env["after.sales.cost"].create(repair._prepare_cost_vals(kind, kind, **vals))

    def _defect(self, responsible):
        self._stock(self.shoe, 1, warehouse=self.store)
        repair = self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)
        repair.sudo().store_responsible = responsible
        return repair

    def test_table(self):
        """Part, labour, something else."""
        paid = self._accepted()
        granted = self._accepted()
        granted.under_warranty = True
        warranty = self._counter_repair()
        warranty.action_validate()
        self._diagnose(warranty)
        stories = {
            "defect reported too late": (self._defect(True), "store"),
            "defect in time": (self._defect(False), "company"),
            "paid": (paid, "customer"),
            "not answered": (self._quoted(), "company"),
            "accepted, then free": (granted, "company"),
            "warranty": (warranty, "company"),
        }
        for name, (repair, payer) in stories.items():
            for kind in ("part", "labour"):
                with self.subTest(name, kind=kind):
                    self.assertEqual(self._cost(repair, kind).payer, payer)
            with self.subTest(name, kind="other"):
                self.assertEqual(self._cost(repair, "other").payer, "company")
                self.assertEqual(self._cost(repair, "other", payer="store").payer, "store")

    def test_used_parts_and_work_of_a_paid_repair(self):
        self.company.after_sales_hourly_cost = 20.0
        repair = self._accepted()
        self._work(repair)
        self.assertEqual(repair.cost_ids.filtered(lambda cost: cost.kind == "part").amount, 25.0)
        self.assertEqual(set(repair.cost_ids.mapped("payer")), {"customer"})

    def test_payer_follows_the_facts_and_is_tracked(self):
        repair = self._quoted()
        cost = self._cost(repair, "labour", unit_cost=20.0)
        self.assertEqual(cost.payer, "company")
        repair.action_quote_accept()
        self.assertEqual((repair.cost_payer, cost.payer), ("customer", "customer"))
        repair.under_warranty = True
        self.assertEqual(cost.payer, "company")
        known = self.env["repair.order"]._fields
        self.assertTrue(known["cost_payer"].tracking)
        self.assertTrue(known["store_responsible"].tracking)

    def test_corrected_serial_is_evaluated_anew(self):
        lots = self._create_serials(self.phone, "OLD-1", "NEW-1")
        now = fields.Datetime.now()
        days = {"OLD-1": now - timedelta(days=31), "NEW-1": now - timedelta(days=1)}
        for lot in lots:
            picking = self.env["stock.picking"]._create_after_sales_transfers(
                [self._transfer_vals(lot)]
            )
            picking._action_done()
            picking.move_ids.move_line_ids.date = days[lot.name]
        repair = self._store_repair(
            self.phone, after_sales_origin="store", partner_id=False, lot_id=lots[0].id
        )
        cost = self._cost(repair, "labour")
        self.assertEqual((repair.store_responsible, cost.payer), (True, "store"))
        repair.sudo().lot_id = lots[1]
        self.assertEqual((repair.store_responsible, cost.payer), (False, "company"))

    def _transfer_vals(self, lot):
        source, target = self.warehouse.lot_stock_id, self.store.lot_stock_id
        places = {"location_id": source.id, "location_dest_id": target.id}
        move = {
            **places,
            "company_id": self.company.id,
            "picked": True,
            "product_id": lot.product_id.id,
            "product_uom": lot.product_id.uom_id.id,
            "product_uom_qty": 1.0,
            "procure_method": "make_to_stock",
        }
        filled = self.env["stock.move"]._fill_after_sales_vals(move, lot)
        return {
            **places,
            "picking_type_id": self.warehouse.int_type_id.id,
            "company_id": self.company.id,
            "move_ids": [Command.create(filled)],
        }
