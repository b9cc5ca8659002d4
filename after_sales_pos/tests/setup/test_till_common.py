from odoo.tests import tagged

from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestTillCommon(TillCommon):
    def test_sold_goods_leave_the_store_and_money_comes_in(self):
        self._create_store_serials(self.store, self.phone, "P-1")
        order = self._sell_at_till(
            self.till, (self.shirt, 2), (self.phone, 1, {"pack_lot_ids": ["P-1"]})
        )
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.amount_total, 770.0)
        self.assertEqual(order.picking_ids.state, "done")
        self.assertEqual(order.picking_ids.move_ids.location_id, self.store.lot_stock_id)
        self.assertEqual(order.lines.pack_lot_ids.mapped("lot_name"), ["P-1"])
        self.assertEqual(self._available(self.shirt, self.store), 98)
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
