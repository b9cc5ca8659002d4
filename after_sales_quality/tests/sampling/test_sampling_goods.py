from odoo.fields import Command
from odoo.tests import tagged

from .common import SamplingCommon


@tagged("post_install", "-at_install")
class TestSamplingGoods(SamplingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.waiting = cls.warehouse.after_sales_sampling_location_id
        cls.quarantine = cls.warehouse.after_sales_quarantine_location_id
        cls.stock = cls.warehouse.lot_stock_id

    def test_an_accepted_lot_is_for_sale(self):
        had = self._at(self.stock)
        lot = self._bought(self.shoe, 1000)
        self._count(lot, defect=self.major, times=2)
        self._count(lot, good=78)
        self.assertEqual(lot.state, "accepted")
        self.assertEqual(self._at(self.waiting), 0)
        self.assertEqual(self._at(self.quarantine), 2)
        self.assertEqual(self._at(self.stock), had + 998)
        self.assertRecordValues(lot, [{"quantity_accepted": 998, "quantity_refused": 2}])

    def test_a_refused_lot_is_in_quarantine_with_its_cost(self):
        had = self._at(self.stock)
        lot = self._bought(self.shoe, 1000)
        self._count(lot, defect=self.critical)
        self.assertEqual((self._at(self.waiting), self._at(self.quarantine)), (0, 1000))
        self.assertEqual(self._at(self.stock), had)
        self.assertRecordValues(
            lot,
            [
                {
                    "quantity_accepted": 0,
                    "quantity_refused": 1000,
                    "unit_cost": 25.0,
                    "amount_refused": 25000.0,
                }
            ],
        )

    def test_value_stays_in_the_books(self):
        self.categ.property_cost_method = "fifo"
        product = self._create_product("Boot", 90.0, categ_id=self.categ.id)
        lot = self._bought(product, 1000)
        self.assertEqual(product.total_value, 25000)
        self._count(lot, defect=self.critical)
        self.assertEqual(product.total_value, 25000)

    def test_a_refused_lot_is_sorted(self):
        had = self._at(self.stock)
        lot = self._bought(self.shoe, 1000)
        self._count(lot, defect=self.critical)
        self._sort(lot, 120, sorting_cost=300.0)
        self.assertRecordValues(
            lot,
            [
                {
                    "state": "partly",
                    "quantity_accepted": 880,
                    "quantity_refused": 120,
                    "amount_refused": 3000.0,
                    "sorting_cost": 300.0,
                }
            ],
        )
        self.assertEqual((self._at(self.stock), self._at(self.quarantine)), (had + 880, 120))

    def _sort(self, lot, refused, **vals):
        wizard = self.env["after.sales.sampling.sort"].create(
            {"sampling_lot_id": lot.id, "quantity_refused": refused, **vals}
        )
        wizard.action_sort()

    def test_bad_sorting_changes_nothing(self):
        lot = self._bought(self.shoe, 1000)
        with self.assertRefused("only a refused lot is sorted"):
            self._sort(lot, 10)
        self._count(lot, defect=self.critical)
        for refused in (0, 1000, 2000):
            with self.subTest(refused=refused), self.assertRefused("some that are good"):
                self._sort(lot, refused)
        self._sort(lot, 10)
        with self.assertRefused("only a refused lot is sorted"):
            self._sort(lot, 10)

    def test_serials_go_where_they_were_found_to_belong(self):
        self.phone.categ_id = self.categ
        self.plan.write({"method": "count", "sample_count": 5, "accept_major": 1})
        names = [f"SN-{number}" for number in range(20)]
        lot = self._bought(self.phone, 20, serials=names)
        lot.count_unit("a", barcode="SN-7", defect_ids=self.major.ids)
        for number in range(4):
            lot.count_unit(f"b{number}", barcode=f"SN-{number}")
        self.assertEqual(lot.state, "accepted")
        self.assertEqual(self._serials(self.quarantine), {"SN-7"})
        self.assertEqual(self._serials(self.stock), set(names) - {"SN-7"})

    def test_serials_of_a_sorted_lot_are_named(self):
        self.phone.categ_id = self.categ
        names = [f"SN-{number}" for number in range(20)]
        lot = self._bought(self.phone, 20, serials=names)
        lot.count_unit("a", barcode="SN-7", defect_ids=self.critical.ids)
        with self.assertRefused("Name the serial of each"):
            self._sort(lot, 2)
        bad = lot.move_ids.move_line_ids.lot_id.filtered(lambda one: one.name in ("SN-7", "SN-8"))
        self._sort(lot, 2, refused_lot_ids=[Command.set(bad.ids)])
        self.assertEqual(self._serials(self.quarantine), {"SN-7", "SN-8"})

    def _serials(self, place):
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "child_of", place.id),
                ("product_id", "=", self.phone.id),
                ("quantity", ">", 0),
            ]
        )
        return set(quants.mapped("lot_id.name"))

    def test_what_lies_elsewhere_is_brought_back_first(self):
        lot = self._bought(self.shoe, 1000)
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.shoe, self.waiting, -400)
        with self.assertRefused("400 Units .*no longer lie in .*Sampling"):
            lot.count_unit("k", defect_ids=self.critical.ids)
        self.assertRecordValues(lot, [{"state": "to_sample", "counted": 0}])
        # On a shelf below is where it waits.
        shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": self.waiting.id})
        quants._update_available_quantity(self.shoe, shelf, 400)
        lot.count_unit("k", defect_ids=self.critical.ids)
        self.assertEqual(self._at(self.quarantine), 1000)

    def test_what_waits_for_it_gets_it_when_it_is_accepted(self):
        boot = self._create_product("Boot", 90.0, categ_id=self.categ.id)
        order = self._buy((boot, 40))
        delivery = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": boot.id,
                            "product_uom_qty": 40,
                            "procure_method": "make_to_order",
                            "location_id": self.stock.id,
                            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                            "move_orig_ids": [Command.set(order.picking_ids.move_ids.ids)],
                        }
                    )
                ],
            }
        )
        delivery.action_confirm()
        self._validate(order.picking_ids)
        lot = order.picking_ids.after_sales_sampling_lot_ids
        self.assertEqual((delivery.state, delivery.move_ids.quantity), ("waiting", 0))
        self._count(lot, good=13)
        self.assertEqual((delivery.state, delivery.move_ids.quantity), ("assigned", 40))

    def test_goods_of_a_warehouse_of_two_steps_are_put_away(self):
        self.warehouse.reception_steps = "two_steps"
        boot = self._create_product("Boot", 90.0, categ_id=self.categ.id)
        lot = self._bought(boot, 40)
        self.assertEqual(lot.location_dest_id, self.warehouse.wh_input_stock_loc_id)
        self.assertFalse(self._put_away(boot))
        self._count(lot, good=13)
        self.assertEqual(self._at(self.warehouse.wh_input_stock_loc_id, boot), 40)
        self.assertEqual(self._put_away(boot).mapped("product_uom_qty"), [40])

    def _put_away(self, product):
        return self.env["stock.move"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", self.warehouse.wh_input_stock_loc_id.id),
            ]
        )
