from odoo.fields import Command
from odoo.tests import tagged

from ..money.common import RefundCase


class LotCase(RefundCase):
    """Ten tins sold: six of lot A, four of lot B."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tin = cls._create_product("Tin", 10.0, standard_price=4.0, tracking="lot")
        cls.lot_a, cls.lot_b, cls.lot_c = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.tin.id} for name in ("LOT-A", "LOT-B", "LOT-C")]
        )
        for lot in cls.lot_a | cls.lot_b | cls.lot_c:
            cls._stock(cls.tin, 50, lot=lot)
        cls.sale = cls._sell_lots((cls.lot_a, 6), (cls.lot_b, 4))
        cls.delivery = cls.sale.picking_ids

    @classmethod
    def _sell_lots(cls, *quantities, **vals):
        """An order of which each lot is delivered as given.

        :param quantities: pairs (lot, quantity)
        """
        total = sum(quantity for _lot, quantity in quantities)
        sale = cls._sell((cls.tin, total), deliver=False, invoice=False, **vals)
        move = sale.picking_ids.move_ids
        cls._fill(move, *quantities)
        move.picking_id.button_validate()
        cls._invoice(sale)
        return sale

    @classmethod
    def _fill(cls, move, *quantities):
        """Say which lots a move moves."""
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=quantity), "lot_id": lot.id})
            for lot, quantity in quantities
        ]
        move.picked = True

    def _return_transfer(self, picking, *quantities):
        """Odoo's return of a transfer, to be validated."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves[:1].quantity = sum(quantity for _lot, quantity in quantities)
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self._fill(back.move_ids, *quantities)
        return back

    def _return_of(self, quantity, *lots, sale=None):
        order = self._create_return(sale or self.sale, {self.tin: quantity})
        order.line_ids.lot_ids = self.env["stock.lot"].union(*lots)
        return order

    def _awaited(self, quantity, *lots, **vals):
        return self._approve(self._return_of(quantity, *lots, **vals))

    def _receive_lots(self, order, *quantities):
        picking = order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        self._fill(picking.move_ids[:1], *quantities)
        picking.with_context(skip_backorder=True).button_validate()
        return picking


@tagged("post_install", "-at_install")
class TestLotClaim(LotCase):
    def test_all_of_a_lot(self):
        self.assertEqual(self._awaited(6, self.lot_a).state, "approved")

    def test_more_of_a_lot_than_was_sold_is_refused(self):
        order = self._return_of(7, self.lot_a)
        with self.assertRefused(r"LOT-A.*6 .*may come back.*7"):
            order.action_request()

    def test_two_returns_share_a_lot(self):
        self._awaited(4, self.lot_a)
        order = self._return_of(3, self.lot_a)
        with self.assertRefused("LOT-A"):
            order.action_request()
        order.line_ids.quantity = 2
        order.action_request()

    def test_two_lots_on_a_line(self):
        sale = self._sell_lots((self.lot_a, 6), (self.lot_b, 4), (self.lot_c, 10))
        self._awaited(3, self.lot_a, sale=sale)
        order = self._return_of(8, self.lot_a, self.lot_b, sale=sale)
        with self.assertRefused("LOT-A, LOT-B"):
            order.action_request()
        order.line_ids.quantity = 7
        order.action_request()

    def test_a_line_of_both_lots_leaves_none_for_one_of_them(self):
        """With ten of a third lot sold too, both lots together still have ten."""
        sale = self._sell_lots((self.lot_a, 6), (self.lot_b, 4), (self.lot_c, 10))
        self._awaited(7, self.lot_a, self.lot_b, sale=sale)
        order = self._return_of(4, self.lot_a, sale=sale)
        with self.assertRefused("LOT-A, LOT-B.*10 .*11"):
            order.action_request()

    def test_lines_without_lot_are_bounded_by_what_was_sold(self):
        self._awaited(5)
        with self.assertRefused("10 .*may come back"):
            self._return_of(6, self.lot_a).action_request()

    def test_what_came_back_is_not_claimed_again(self):
        order = self._awaited(4, self.lot_a)
        self._receive(order)
        with self.assertRefused("LOT-A"):
            self._return_of(3, self.lot_a).action_request()
        self._return_of(2, self.lot_a).action_request()

    def test_goods_of_another_lot_came_than_was_named(self):
        """A was named and B came: six of A may still come back, one of B less."""
        sale = self._sell_lots((self.lot_a, 6), (self.lot_b, 4), (self.lot_c, 10))
        order = self._awaited(1, self.lot_a, sale=sale)
        self._receive_lots(order, (self.lot_b, 1))
        self._awaited(6, self.lot_a, sale=sale)
        with self.assertRefused("LOT-B"):
            self._return_of(4, self.lot_b, sale=sale).action_request()

    def test_in_other_units(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        sale = self._sell_lots((self.lot_a, 18), (self.lot_b, 6))
        order = self._return_of(24, self.lot_a, sale=sale)
        order.line_ids.write({"product_uom_id": dozen.id, "quantity": 2})
        with self.assertRefused("LOT-A"):
            order.action_request()
        order.line_ids.quantity = 1.5
        order.action_request()

    def test_returned_by_odoos_button(self):
        """Three of A came back by a plain return of the delivery."""
        plain = self._return_transfer(self.delivery, (self.lot_a, 3))
        plain.button_validate()
        with self.assertRefused("LOT-A"):
            self._return_of(4, self.lot_a).action_request()
        self._awaited(3, self.lot_a)

    def test_odoos_button_leaves_what_a_return_claims(self):
        self._awaited(6, self.lot_a)
        plain = self._return_transfer(self.delivery, (self.lot_a, 3))
        with self.assertRefused("LOT-A"):
            plain.button_validate()


@tagged("post_install", "-at_install")
class TestLotReceipt(LotCase):
    def test_more_of_a_lot_than_was_sold_is_refused(self):
        order = self._awaited(7)
        with self.assertRefused("LOT-A: 7 received, but 6"):
            self._receive_lots(order, (self.lot_a, 7))

    def test_what_was_sold_of_each_lot_is_received(self):
        order = self._awaited(10)
        self._receive_lots(order, (self.lot_a, 6), (self.lot_b, 4))
        self.assertEqual(order.line_ids.quantity_received, 10.0)

    def test_over_two_parcels(self):
        order = self._awaited(10)
        self._receive_lots(order, (self.lot_a, 5))
        with self.assertRefused("LOT-A: 2 received, but 1"):
            self._receive_lots(order, (self.lot_a, 2), (self.lot_b, 3))

    def test_over_two_returns(self):
        first, second = self._awaited(4), self._awaited(4)
        self._receive_lots(first, (self.lot_a, 4))
        with self.assertRefused("LOT-A: 4 received, but 2"):
            self._receive_lots(second, (self.lot_a, 4))

    def test_the_rest_is_recorded_as_unexpected(self):
        order = self._awaited(7)
        picking = order.picking_ids
        self._fill(picking.move_ids, (self.lot_a, 7))
        picking.action_after_sales_record_unexpected()
        picking.with_context(skip_backorder=True).button_validate()
        expected, stranger = order.line_ids
        self.assertRecordValues(
            expected | stranger,
            [
                {"unexpected": False, "quantity_received": 6.0},
                {"unexpected": True, "quantity_received": 1.0},
            ],
        )
        self.assertEqual(stranger.lot_ids, self.lot_a)
        lines = picking.move_ids.move_line_ids
        self.assertEqual(lines.lot_id, self.lot_a)
        self.assertEqual(sorted(lines.mapped("quantity")), [1.0, 6.0])

    def test_unexpected_goods_cannot_be_tied_to_a_sale_without_the_lot(self):
        order = self._awaited(7)
        self._fill(order.picking_ids.move_ids, (self.lot_a, 7))
        order.picking_ids.action_after_sales_record_unexpected()
        order.picking_ids.with_context(skip_backorder=True).button_validate()
        stranger = order.line_ids.filtered("unexpected")
        with self.assertRefused("LOT-A"):
            stranger.sale_line_id = self.sale.order_line
        with self.assertRefused("LOT-A"):
            stranger.sale_line_id = self._sell_lots((self.lot_b, 1)).order_line
        other = self._sell_lots((self.lot_a, 1))
        stranger.sale_line_id = other.order_line

    def test_sent_back_goods_may_come_again(self):
        order = self._awaited(6, self.lot_a)
        self._receive(order)
        parts = self._decide(order, route="send_back")
        self._validate(parts.move_ids.picking_id)
        again = self._awaited(6, self.lot_a)
        self._receive(again)
        self.assertEqual(again.line_ids.quantity_received, 6.0)


@tagged("post_install", "-at_install")
class TestLotSort(LotCase):
    def _two_lots_to_sort(self):
        order = self._awaited(5)
        self._receive_lots(order, (self.lot_a, 3), (self.lot_b, 2))
        return order

    def test_each_lot_is_proposed_with_what_came_of_it(self):
        parts = self._two_lots_to_sort().action_sort()
        self.assertEqual(
            {part.lot_id: part.quantity for part in parts}, {self.lot_a: 3.0, self.lot_b: 2.0}
        )

    def test_more_of_a_lot_than_came_is_not_decided(self):
        order = self._two_lots_to_sort()
        parts = order.action_sort()
        parts.grade_id = self.grade_a
        parts.lot_id = self.lot_b
        with self.assertRefused("LOT-B: 5 decided, but only 2"):
            parts.action_decide()

    def test_in_two_steps(self):
        order = self._two_lots_to_sort()
        first, second = order.action_sort()
        (first | second).grade_id = self.grade_a
        first.action_decide()
        second.lot_id = first.lot_id
        with self.assertRefused("decided, but only"):
            second.action_decide()

    def test_receipt_given_back_in_part(self):
        """Of three of A one went back by returning the receipt."""
        order = self._two_lots_to_sort()
        receipt = order.picking_ids
        self._return_transfer(receipt, (self.lot_a, 1)).button_validate()
        parts = order.action_sort()
        parts.grade_id = self.grade_a
        first = parts.filtered(lambda part: part.lot_id == self.lot_a)
        with self.assertRefused("LOT-A: 3 decided, but only 2"):
            first.action_decide()
        first.quantity = 2
        parts.action_decide()
