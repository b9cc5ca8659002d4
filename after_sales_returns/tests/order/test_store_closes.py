from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestStoreCloses(AfterSalesCommon):
    """What is open when a warehouse is archived, and what its code gives its name to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store, cls.other = cls.env["stock.warehouse"].create(
            [{"name": "Berlin", "code": "BLN"}, {"name": "Hamburg", "code": "HAM"}]
        )

    def _return_at(self, store, quantity=2):
        order = self._create_return(
            self._sell((self.shirt, quantity)), warehouse_id=store.id, transport="ship"
        )
        order.action_request()
        order.filtered(lambda one: one.state == "requested").action_approve()
        return order

    def _quantity_in(self, product, place):
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "child_of", place.id)]
        )
        return sum(quants.mapped("quantity"))

    def _places(self, store):
        return store._after_sales_own_places()

    def test_empty_store_closes_with_its_places(self):
        places = self._places(self.store)
        self.assertEqual(len(places & self.store.after_sales_location_id), 1)
        tree, types = places.location_id, self.store._after_sales_types()
        self.store.action_archive()
        self.assertFalse(any((places | tree).mapped("active")))
        self.assertFalse(any(types.mapped("active")))
        self.store.action_unarchive()
        self.assertTrue(all((places | tree).mapped("active")))
        self.assertTrue(all(types.mapped("active")))

    def test_open_returns_are_named_and_stop_it(self):
        order = self._return_at(self.store)
        with self.assertRefused(
            f"Berlin still has 1 open return orders: {order.name}. .*Hand Over"
        ):
            self.store.action_archive()
        self.assertTrue(self.store.active)

    def test_goods_stop_it(self):
        place = self.store.after_sales_outlet_location_id
        self.env["stock.quant"]._update_available_quantity(self.shirt, place, 3)
        with self.assertRefused("3 units lie in .*Outlet, among them Shirt"):
            self.store.action_archive()

    def test_another_store_goes_on(self):
        """One is on its way, of one a part lies in Returns; both are finished elsewhere."""
        coming, here = self._return_at(self.store), self._return_at(self.store)
        self._receive(here)
        self.env["after.sales.hand.over"].create(
            {"warehouse_id": self.store.id, "target_id": self.other.id}
        ).action_hand_over()
        self.store.action_archive()
        self.assertEqual((coming | here).warehouse_id, self.other)
        receipt = coming.picking_ids
        self.assertRecordValues(
            receipt,
            [
                {
                    "picking_type_id": self.other.after_sales_in_type_id.id,
                    "location_dest_id": self.other.after_sales_location_id.id,
                }
            ],
        )
        self.assertEqual(self._quantity_in(self.shirt, self.other.after_sales_location_id), 2.0)
        self._receive(coming)
        parts = (coming | here).action_sort()
        parts.write({"grade_id": self.grade_a.id})
        parts.action_decide()
        (coming | here).picking_ids.filtered(
            lambda one: one.state not in ("done", "cancel")
        ).button_validate()
        (coming | here).filtered(lambda one: one.state != "closed").action_settle()
        self.assertEqual((coming | here).mapped("state"), ["closed", "closed"])
        self.assertEqual(self._quantity_in(self.shirt, self.other.lot_stock_id), 4.0)

    def test_goods_on_shelves_below_go_along(self):
        """Put away below Returns, on their way and here."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.store.after_sales_location_id.id}
        )
        self.env["stock.putaway.rule"].create(
            {
                "location_in_id": self.store.after_sales_location_id.id,
                "location_out_id": shelf.id,
                "company_id": self.company.id,
            }
        )
        coming, here = self._return_at(self.store), self._return_at(self.store)
        self._receive(here)
        self.assertEqual(self._quantity_in(self.shirt, shelf), 2.0)
        self.store._after_sales_hand_over(self.other)
        self.assertEqual(self._quantity_in(self.shirt, shelf), 0.0)
        self.assertEqual(
            coming.picking_ids.move_line_ids.location_dest_id, self.other.after_sales_location_id
        )
        self._receive(coming)
        self.assertEqual(self._quantity_in(self.shirt, self.other.after_sales_location_id), 4.0)
        self.store.action_archive()
        self.assertFalse(shelf.active)

    def test_a_place_with_a_full_shelf_stays_in_use(self):
        place, shelf = self.store.after_sales_location_id, self.store.after_sales_location_id.copy()
        shelf.location_id = place
        self.env["stock.quant"]._update_available_quantity(self.shirt, shelf, 1)
        self.store._after_sales_archive_places(self._places(self.store))
        self.assertTrue(place.active)
        self.assertFalse(self.store.after_sales_outlet_location_id.active)

    def test_not_to_itself_nor_to_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        elsewhere = self.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        for target in (self.store, elsewhere):
            with self.subTest(target=target.name), self.assertRefused("cannot go on with what"):
                self.store._after_sales_hand_over(target)

    def test_returns_of_its_sales_come_to_the_default(self):
        self._stock(self.shirt, 1, warehouse=self.store)
        sale = self._sell((self.shirt, 1), warehouse_id=self.store.id)
        self.store.action_archive()
        order = self._create_return(sale)
        self.assertEqual(order.warehouse_id, self.company._default_after_sales_warehouse()[:1])
        self.assertTrue(order.warehouse_id.active)

    def test_new_code_renames_what_is_ours(self):
        tree = self._places(self.store).location_id
        self.assertEqual(tree.name, "BLN After-Sales")
        self.store.code = "BER"
        self.assertEqual(tree.name, "BER After-Sales")
        self.assertIn("BER After-Sales/Returns", self.store.after_sales_location_id.complete_name)
        self.assertEqual(self.store.after_sales_in_type_id.barcode, "BERRET")
        self.assertEqual(self.store.after_sales_in_type_id.sequence_id.prefix, "BER/RET/")

    def test_place_that_somebody_named_keeps_its_name(self):
        tree = self._places(self.store).location_id
        tree.name = "Rückgaben"
        self.store.code = "BER"
        self.assertEqual(tree.name, "Rückgaben")

    def test_stock_of_an_outlet_store_is_not_ours(self):
        self.store.after_sales_outlet_location_id = self.other.lot_stock_id
        self.assertNotIn(self.other.lot_stock_id, self._places(self.store))
        self.store.action_archive()
        self.assertTrue(self.other.lot_stock_id.active)
