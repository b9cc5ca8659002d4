"""Two receipts are decided, and two people count one lot, at once: nothing is lost."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestSamplingAtOnce(TwoAtOnce):
    def _supplier(self, env):
        """One per test, whose shirts are sampled by one unit."""
        supplier = self._customer(env)
        plans = env["after.sales.sampling.plan"]
        if not plans.search([("partner_ids", "in", supplier.ids)]):
            plans.create(
                {
                    "name": supplier.name,
                    "method": "count",
                    "sample_count": 2,
                    "partner_ids": supplier.ids,
                }
            )
        return supplier

    def _receipt(self, env):
        order = env["purchase.order"].create(
            {
                "partner_id": self._supplier(env).id,
                "order_line": [Command.create({"product_id": self.shirt_id, "product_qty": 10})],
            }
        )
        order.button_confirm()
        order.picking_ids.move_ids.picked = True
        return order.picking_ids

    def _lot(self, env):
        picking = self._receipt(env)
        picking.button_validate()
        return picking.after_sales_sampling_lot_ids

    def _count(self, lot_id, key):
        return lambda env: env["after.sales.sampling.lot"].browse(lot_id).count_unit(key)

    def test_two_outcomes_count_twice(self):
        lots = self._prepare(lambda env: self._lot(env) | self._lot(env))
        for lot_id in lots:
            self._prepare(lambda env, lot_id=lot_id: self._first_unit(env, lot_id))
        self.assertFalse(self._at_once(*(self._count(lot_id, "last") for lot_id in lots)))

        def check(env):
            both = env["after.sales.sampling.lot"].browse(lots)
            self.assertEqual(both.mapped("state"), ["accepted", "accepted"])
            self.assertEqual(len(both.switching_id), 1)
            self.assertEqual(both.switching_id.accepted_in_row, 2)

        self._read(check)

    def _first_unit(self, env, lot_id):
        lot = env["after.sales.sampling.lot"].browse(lot_id)
        lot.count_unit("first")
        return lot

    def test_two_first_receipts_share_a_row(self):
        pickings = self._prepare(lambda env: self._receipt(env) | self._receipt(env))
        refused = self._at_once(
            *(self._call("stock.picking", picking, "button_validate") for picking in pickings)
        )
        self.assertFalse(refused)

        def check(env):
            lots = env["stock.picking"].browse(pickings).after_sales_sampling_lot_ids
            self.assertEqual(lots.mapped("state"), ["to_sample", "to_sample"])
            self.assertEqual(len(lots.switching_id), 1)

        self._read(check)

    def test_two_people_count_one_lot(self):
        (lot_id,) = self._prepare(self._lot)
        self.assertFalse(self._at_once(self._count(lot_id, "one"), self._count(lot_id, "two")))

        def check(env):
            lot = env["after.sales.sampling.lot"].browse(lot_id)
            self.assertEqual(lot.counted, 2)
            self.assertEqual(lot.unit_ids.mapped("number"), [1, 2])
            self.assertEqual(lot.state, "accepted")

        self._read(check)

    def test_one_unit_sent_twice_counts_once(self):
        (lot_id,) = self._prepare(self._lot)
        self.assertFalse(self._at_once(self._count(lot_id, "one"), self._count(lot_id, "one")))
        self._read(
            lambda env: self.assertEqual(env["after.sales.sampling.lot"].browse(lot_id).counted, 1)
        )
