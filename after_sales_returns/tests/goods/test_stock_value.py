from odoo.tests import tagged

from ..money.common import RefundCase


@tagged("post_install", "-at_install")
class TestStockValue(RefundCase):
    """Goods that come back in slices bring back the value they left with, to the cent."""

    def _bought(self, method, quantity, value):
        """Goods of which ``quantity`` was bought for ``value`` in all."""
        category = self.env["product.category"].create(
            {"name": f"Valued {method}", "property_cost_method": method}
        )
        good = self._create_product(f"Good {method}", 9.99, categ_id=category.id)
        move = self.env["stock.move"].create(
            {
                "product_id": good.id,
                "product_uom": good.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "value_manual": value,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()
        return good

    def test_piece_by_piece(self):
        for method in ("average", "fifo"):
            good = self._bought(method, 3, 10.0)
            sale = self._sell((good, 3))
            self.assertEqual(sale.order_line.move_ids.value, 10.0)
            back = [self._received(sale, {good: 1}).line_ids.move_ids.value for _piece in range(3)]
            self.assertEqual([round(value, 2) for value in back], [3.33, 3.34, 3.33], method)
            good.invalidate_recordset()
            self.assertAlmostEqual(good.total_value, 10.0, 2)

    def test_value_written_again_is_the_same(self):
        good = self._bought("fifo", 3, 10.0)
        sale = self._sell((good, 3))
        moves = self.env["stock.move"].union(
            *(self._received(sale, {good: 1}).line_ids.move_ids for _piece in range(3))
        )
        values = moves.mapped("value")
        moves._set_value()
        self.assertEqual(moves.mapped("value"), values)

    def test_a_return_with_odoos_button_between(self):
        """What came back by another way counts: the slices still add up."""
        good = self._bought("fifo", 3, 10.0)
        sale = self._sell((good, 3))
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=sale.picking_ids.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        plain = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self._validate(plain)
        for _piece in range(2):
            self._received(sale, {good: 1})
        back = sale.order_line.move_ids.filtered("is_in")
        self.assertEqual(len(back), 3)
        self.assertAlmostEqual(sum(back.mapped("value")), 10.0, 2)
