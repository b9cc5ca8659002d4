from odoo.fields import Command
from odoo.tests import tagged

from .common import WebOrderCase


@tagged("post_install", "-at_install")
class TestTillLot(WebOrderCase):
    """Lots by quantity at the till: six of lot A and four of lot B were sent by the web shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tin = cls._create_product("Tin", 10.0, tracking="lot", available_in_pos=True)
        cls.lot_a, cls.lot_b = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.tin.id} for name in ("LOT-A", "LOT-B")]
        )
        for lot in cls.lot_a | cls.lot_b:
            cls._stock(cls.tin, 50, lot=lot)
            cls._stock(cls.tin, 50, lot=lot, warehouse=cls.store)
        cls.sale = cls._sell((cls.tin, 10), deliver=False, invoice=False)
        move = cls.sale.picking_ids.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=quantity), "lot_id": lot.id})
            for lot, quantity in ((cls.lot_a, 6), (cls.lot_b, 4))
        ]
        move.picked = True
        move.picking_id.button_validate()
        cls._invoice(cls.sale, pay=True)

    def _tin_wish(self, quantity, *names):
        return self._wish(self.sale.order_line, quantity, lots=list(names))

    def _came(self, refund):
        lines = refund.after_sales_return_ids.line_ids.move_ids.move_line_ids
        return {line.lot_id.name: line.quantity for line in lines}

    def test_what_was_sold_of_a_lot_comes_back(self):
        refund = self._pay_back(self.till, self._tin_wish(6, "LOT-A"))
        self.assertEqual(self._came(refund), {"LOT-A": 6.0})

    def test_more_of_a_lot_is_refused_on_the_screen(self):
        with self.assertRefused("LOT-A 6 may come back, but 7"):
            self._pay_back(self.till, self._tin_wish(7, "LOT-A"))

    def test_two_lots_are_two_items(self):
        refund = self._pay_back(self.till, self._tin_wish(6, "LOT-A"), self._tin_wish(2, "LOT-B"))
        self.assertEqual(self._came(refund), {"LOT-A": 6.0, "LOT-B": 2.0})

    def test_asked_for_online_without_a_lot(self):
        order = self._create_return(
            self.sale, {self.tin: 6}, warehouse_id=self.store.id, transport="store"
        )
        self._approve(order)
        refund = self._pay_back(
            self.till,
            self._wish(order.line_ids, 4, lots=["LOT-A"]),
            self._wish(order.line_ids, 2, lots=["LOT-B"]),
        )
        self.assertEqual(refund.after_sales_return_ids, order)
        self.assertEqual(self._came(refund), {"LOT-A": 4.0, "LOT-B": 2.0})

    def test_an_open_return_takes_of_the_lot(self):
        order = self._create_return(self.sale, {self.tin: 4})
        order.line_ids.lot_ids = self.lot_a
        self._approve(order)
        with self.assertRefused(f"LOT-A 6 may come back, but 7 are taken: {order.name}"):
            self._pay_back(self.till, self._tin_wish(3, "LOT-A"))

    def test_another_till_holds_of_the_lot(self):
        self._open(self.till)
        self._open(self.other_till)
        self._as_cashier(self.other_till).after_sales_reserve("T-2", [self._tin_wish(4, "LOT-A")])
        with self.assertRefused("LOT-A 6 may come back, but 7 are taken: till"):
            self._as_cashier(self.till).after_sales_reserve("T-1", [self._tin_wish(3, "LOT-A")])
        self._as_cashier(self.till).after_sales_reserve("T-1", [self._tin_wish(2, "LOT-A")])

    def test_two_items_of_one_ticket(self):
        with self.assertRefused("LOT-A 6 may come back, but 7"):
            self._pay_back(self.till, self._tin_wish(4, "LOT-A"), self._tin_wish(3, "LOT-A"))

    def test_lot_that_a_till_sold(self):
        sale = self._sell_at_till(self.till, (self.tin, 3, {"pack_lot_ids": ["LOT-A"]}))
        with self.assertRefused("LOT-B was not sold"):
            self._return_of_pos(sale.lines, 3, line_vals={"lot_ids": self.lot_b.ids})
        refund = self._pay_back(self.till, self._wish(sale.lines, 3.0, lots=["LOT-A"]))
        self.assertEqual(self._came(refund), {"LOT-A": 3.0})
