from odoo.tests import tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingReceipt(SamplingCommon):
    def test_a_lot_comes_with_its_receipt(self):
        lot = self._bought(self.shoe, 1000)
        self.assertRecordValues(
            lot,
            [
                {
                    "state": "to_sample",
                    "partner_id": self.supplier.id,
                    "plan_id": self.plan.id,
                    "inspection": "normal",
                    "lot_size": 1000,
                    "code_letter": "J",
                    "sample_size": 80,
                    "sample_major": 80,
                    "accept_major": 3,
                    "sample_minor": 80,
                    "accept_minor": 7,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                }
            ],
        )

    def test_waiting_goods_are_not_for_sale(self):
        free = self._available(self.shoe)
        lot = self._bought(self.shoe, 1000)
        self.assertEqual(self._available(self.shoe), free)
        self.assertEqual(self._at(self.warehouse.after_sales_sampling_location_id), 1000)
        order = self._sell((self.shoe, free + 1), deliver=False, invoice=False)
        order.picking_ids.action_assign()
        self.assertEqual(order.picking_ids.move_ids.quantity, free)
        self.assertEqual(lot.move_ids.purchase_line_id.qty_received, 1000)

    def test_the_size_is_what_came(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        picking = self._buy((self.shoe, 100, {"product_uom_id": dozen.id})).picking_ids
        picking.move_ids.write({"quantity": 120, "picked": True})
        action = picking.button_validate()
        self.env["stock.backorder.confirmation"].with_context(**action["context"]).create(
            {}
        ).process()
        lot = picking.after_sales_sampling_lot_ids
        self.assertEqual((lot.lot_size, lot.code_letter), (120, "F"))
        # What is still to come goes where it was meant to go, and is a lot of its own.
        rest = picking.backorder_ids
        self.assertEqual(rest.move_ids.location_dest_id, self.warehouse.lot_stock_id)
        rest.move_ids.picked = True
        rest.button_validate()
        self.assertEqual(rest.after_sales_sampling_lot_ids.lot_size, 1080)

    def test_two_lines_of_a_product_are_one_lot(self):
        order = self._buy((self.shoe, 400), (self.shoe, 600, {"price_unit": 30.0}))
        self._validate(order.picking_ids)
        lot = order.picking_ids.after_sales_sampling_lot_ids
        self.assertEqual(lot.lot_size, 1000)

    def test_other_receipts_are_not_sampled(self):
        plans = self.env["after.sales.sampling.lot"].search_count([])
        self._returned((self.shoe, 1))
        self._validate(
            self.env["stock.picking"].create(
                {
                    "picking_type_id": self.warehouse.in_type_id.id,
                    "location_id": self.env.ref("stock.stock_location_suppliers").id,
                    "location_dest_id": self.warehouse.lot_stock_id.id,
                    "move_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": self.shoe.id,
                                "product_uom_qty": 5,
                                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                                "location_dest_id": self.warehouse.lot_stock_id.id,
                            },
                        )
                    ],
                }
            )
        )
        self.assertEqual(self.env["after.sales.sampling.lot"].search_count([]), plans)

    def test_whoever_receives_needs_no_role(self):
        self._create_users()
        picking = self._buy((self.shoe, 1000)).picking_ids.with_user(self.picker)
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.sudo().after_sales_sampling_lot_ids.lot_size, 1000)

    def test_many_lots_cost_few_queries(self):
        products = self.env["product.product"].create(
            [
                {"name": f"Shoe {number}", "is_storable": True, "categ_id": self.categ.id}
                for number in range(40)
            ]
        )
        few, many = self._coming(products[:10]), self._coming(products[10:])
        lots = self.env["after.sales.sampling.lot"]
        lots._create_of(self._coming(products[:1]))
        self.env.flush_all()
        self.env.invalidate_all()
        few_queries = self._queries(lambda: lots._create_of(few))
        self.env.invalidate_all()
        many_queries = self._queries(lambda: lots._create_of(many))
        self.assertLessEqual(many_queries, few_queries + 5)

    def _coming(self, products):
        moves = self._buy(*((product, 50) for product in products)).picking_ids.move_ids
        self.env.flush_all()
        return self.env["stock.move"].sudo().browse(moves.ids)

    def _queries(self, call):
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_closed_store_hands_its_lots_over(self):
        store, target = self.env["stock.warehouse"].create(
            [{"name": "Closing", "code": "CLO"}, {"name": "Next", "code": "NXT"}]
        )
        lot = self._bought(self.shoe, 1000, picking_type_id=store.in_type_id.id)
        self.assertEqual(lot.warehouse_id, store)
        store._after_sales_hand_over(target)
        self.assertEqual(lot.warehouse_id, target)
        self.assertEqual(self._at(target.after_sales_sampling_location_id), 1000)
        self._count(lot, 80)
        self.assertEqual(self._at(target.lot_stock_id), 1000)
