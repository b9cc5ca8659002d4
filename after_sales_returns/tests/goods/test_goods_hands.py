from odoo.tests import tagged

from .common import ReceiptCase


@tagged("post_install", "-at_install")
class TestGoodsByHand(ReceiptCase):
    """Goods that somebody moved out of Returns by Odoo's own buttons before they were sorted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.returns = cls.warehouse.after_sales_location_id
        cls.serials = cls._create_serials(cls.phone, "H1", "H2")

    def _came(self, product, quantity=1):
        order = self._awaited((product, quantity), quantities={product: quantity})
        if product.tracking == "serial":
            move = order.picking_ids.move_ids
            for line, lot in zip(move.move_line_ids, order.line_ids._sold_lots(), strict=True):
                line.lot_id = lot
        self._receive(order)
        return order

    def _transfer(self, product, quantity, lot=None):
        """Odoo's own internal transfer from Returns to the stock, planned."""
        stock = self.warehouse.lot_stock_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.int_type_id.id,
                "location_id": self.returns.id,
                "location_dest_id": stock.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": self.returns.id,
                            "location_dest_id": stock.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def _put_away(self, product, quantity=1):
        picking = self._transfer(product, quantity)
        self._validate(picking)
        return picking

    def _count(self, product, counted):
        quant = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.returns.id)]
        )
        quant.inventory_quantity = counted
        quant.action_apply_inventory()

    def _scrap(self, product, lot=None):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "lot_id": lot.id if lot else False,
                "scrap_qty": 1,
                "location_id": self.returns.id,
            }
        )
        scrap.action_validate()
        return scrap

    def _nowhere_negative(self, product):
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
        )
        self.assertGreaterEqual(min(quants.mapped("quantity"), default=0.0), 0.0)

    def test_put_away(self):
        order = self._came(self.shirt)
        before = self._available(self.shirt)
        picking = self._put_away(self.shirt)
        self.assertEqual(self._available(self.shirt), before + 1)
        with self.assertRefused(f"Shirt: 1 Units no longer lies in .*Returns: {picking.name} to"):
            self._decide(order)
        self._nowhere_negative(self.shirt)

    def test_put_away_and_it_stays_there(self):
        """It is restocked already: nothing moves, and the customer gets the money."""
        order = self._came(self.shirt)
        self._put_away(self.shirt)
        before = self._available(self.shirt)
        self._decide(order, grade_id=self.grade_a.id, route="by_hand")
        order.action_settle()
        self.assertEqual(self._available(self.shirt), before)
        self.assertRecordValues(order, [{"stage": "closed"}])
        self.assertEqual(order.refund_ids.amount_untaxed, 100.0)

    def test_put_away_and_brought_back(self):
        order = self._came(self.shirt)
        picking = self._put_away(self.shirt)
        self._reverse(picking, 1)
        self._decide(order)
        self._nowhere_negative(self.shirt)

    def test_two_of_three_are_left(self):
        order = self._came(self.shirt, 3)
        self._put_away(self.shirt, 1)
        parts = order.action_sort()
        parts.grade_id = self.grade_a
        with self.assertRefused("1 Units no longer lies"):
            parts.action_decide()
        parts.action_split()
        one = order.disposition_ids - parts
        parts.action_decide()
        self.assertEqual(parts.move_ids.quantity, 2.0)
        one.write({"grade_id": self.grade_a.id, "route": "by_hand"})
        one.action_decide()
        self.assertFalse(one.move_ids)

    def test_what_lies_there_was_not_moved_by_hand(self):
        order = self._came(self.shirt)
        with self.assertRefused("Shirt: 1 Units lies in .*Returns. Choose where it goes"):
            self._decide(order, route="by_hand")

    def test_counted_away(self):
        order = self._came(self.shirt)
        self._count(self.shirt, 0)
        with self.assertRefused("no longer lies in .*Inventory adjustment"):
            self._decide(order)

    def test_scrapped(self):
        order = self._came(self.shirt)
        scrap = self._scrap(self.shirt)
        with self.assertRefused(f"no longer lies in .*{scrap.name}"):
            self._decide(order)

    def test_scrapped_serial_is_not_for_sale(self):
        order = self._came(self.phone)
        lot = order.disposition_ids.lot_id
        self._scrap(self.phone, lot)
        before = self._available(self.phone)
        with self.assertRefused(f"Phone {lot.name}: 1 Units no longer lies"):
            self._decide(order)
        self.assertEqual(self._available(self.phone), before)
        self._decide(order, grade_id=self.grade_d.id, route="by_hand")
        self.assertEqual(self._available(self.phone), before)
        self.assertEqual(lot.location_id.usage, "inventory")

    def test_put_away_serial_by_any_route(self):
        for route in ("restock", "outlet", "vendor", "scrap", "send_back"):
            with self.subTest(route=route):
                self.phone = self._create_product("Phone", 500.0, tracking="serial")
                self._create_serials(self.phone, "R1")
                order = self._came(self.phone)
                self._put_away(self.phone)
                with self.assertRefused("no longer lies"):
                    self._decide(order, route=route)

    def test_planned_by_hand(self):
        """A transfer that waits has the goods, too: it is named."""
        order = self._came(self.shirt)
        picking = self._transfer(self.shirt, 1)
        with self.assertRefused(f"no longer lies in .*{picking.name}"):
            self._decide(order)
        picking.action_cancel()
        self._decide(order)

    def test_moved_within_returns(self):
        """A shelf below Returns is Returns."""
        order = self._came(self.shirt)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "usage": "internal", "location_id": self.returns.id}
        )
        picking = self._transfer(self.shirt, 1)
        picking.move_line_ids.location_dest_id = shelf
        self._validate(picking)
        parts = self._decide(order)
        self.assertEqual(parts.move_ids.move_line_ids.location_id, shelf)

    def test_another_return_has_its_own(self):
        """What lies there belongs to another return, by its serial."""
        first, second = self._came(self.phone), self._came(self.phone)
        self._scrap(self.phone, first.disposition_ids.lot_id)
        with self.assertRefused("no longer lies"):
            self._decide(first)
        self._decide(second)

    def test_goods_without_stock(self):
        """What Odoo keeps no stock of is sorted as it was received."""
        product = self._create_product("Sample", 5.0, is_storable=False)
        order = self._came(product)
        parts = self._decide(order)
        self.assertEqual(parts.move_ids.location_id, self.returns)
