from odoo.fields import Command
from odoo.tests import tagged

from .common import ReceiptCase


@tagged("post_install", "-at_install")
class TestReceipt(ReceiptCase):
    """What a warehouse may receive on a return, and what the return says of it."""

    def test_partial_receipt_leaves_a_backorder(self):
        order = self._awaited((self.shirt, 3))
        self._receive(order, 1)
        self.assertRecordValues(
            order.line_ids,
            [{"quantity_received": 1.0, "quantity_decided": 0.0, "quantity_claimed": 3.0}],
        )
        waiting = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        self.assertEqual(waiting.move_ids.product_uom_qty, 2.0)
        self.assertEqual(order.stage, "to_sort")

    def test_two_parcels_complete_the_return(self):
        order = self._awaited((self.shirt, 3))
        self._receive(order, 1)
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.stage, "awaiting_goods")
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.stage, "closed")
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 300.0)

    def test_receipt_is_not_for_sale(self):
        sale = self._sell((self.shirt, 3))
        before = self._available(self.shirt)
        order = self._approve(self._create_return(sale))
        self._receive(order)
        self.assertEqual(self._available(self.shirt), before)
        returns = self.warehouse.after_sales_location_id
        self.assertEqual(self._in_stock(self.shirt, returns), 3.0)

    def test_received_goods_cannot_be_reserved_by_a_sale(self):
        product = self._create_product("Rare", 10.0)
        self._stock(product, 1)
        order = self._awaited((product, 1))
        self._receive(order)
        sale = self._sell((product, 1), deliver=False, invoice=False)
        sale.picking_ids.action_assign()
        self.assertEqual(sale.picking_ids.move_ids.state, "confirmed")

    def test_over_receipt_is_refused(self):
        order = self._awaited((self.shirt, 3), quantities={self.shirt: 2})
        with self.assertRefused("3 received, but RMA.* allows 2"):
            self._receive(order, 3)
        self.assertEqual(order.line_ids.quantity_received, 0.0)

    def test_over_receipt_across_parcels_is_refused(self):
        order = self._awaited((self.shirt, 3))
        self._receive(order, 2)
        with self.assertRefused("2 received, but RMA.* allows 1"):
            self._receive(order, 2)

    def test_other_product_is_refused(self):
        order = self._awaited((self.shirt, 2))
        self._add_move(order.picking_ids, self.shoe, 1)
        with self.assertRefused("Shoe is not part of RMA"):
            self._receive(order)

    def _add_move(self, picking, product, quantity):
        """A product that the warehouse adds to the receipt by hand."""
        picking.move_ids = [
            Command.create(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "product_uom": product.uom_id.id,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                    "quantity": quantity,
                }
            )
        ]

    def test_over_receipt_is_recorded_as_unexpected(self):
        order = self._awaited((self.shirt, 3), quantities={self.shirt: 2})
        order.picking_ids.move_ids.quantity = 3
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        self.assertRecordValues(
            order.line_ids.sorted("unexpected"),
            [
                {"unexpected": False, "quantity_received": 2.0},
                {"unexpected": True, "quantity_received": 1.0},
            ],
        )

    def test_other_product_is_recorded_as_unexpected(self):
        order = self._awaited((self.shirt, 2))
        self._add_move(order.picking_ids, self.shoe, 1)
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        stranger = order.line_ids.filtered("unexpected")
        self.assertRecordValues(
            stranger,
            [{"product_id": self.shoe.id, "quantity_received": 1.0, "resolution": "none"}],
        )

    def test_unexpected_goods_go_back_without_money(self):
        order = self._awaited((self.shirt, 3), quantities={self.shirt: 2})
        order.picking_ids.move_ids.quantity = 3
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        parts = order.action_sort()
        stranger = parts.filtered("line_id.unexpected")
        stranger.route = "send_back"
        (parts - stranger).grade_id = self.grade_a
        parts.action_decide()
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
        self.assertEqual(order.stage, "closed")

    def test_unexpected_goods_tied_to_their_sale_are_claimed(self):
        order = self._awaited((self.shirt, 3), quantities={self.shirt: 2})
        order.picking_ids.move_ids.quantity = 3
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        sold = order.line_ids.sale_line_id
        stranger = order.line_ids.filtered("unexpected")
        stranger.sale_line_id = sold
        self.assertEqual(sold.qty_claimed, 3.0)
        self._decide(order, grade_id=self.grade_a.id, resolution="refund")
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 300.0)
        self.assertEqual(sold.qty_to_invoice, 0.0)

    def test_unexpected_goods_cannot_be_tied_twice(self):
        sale = self._sell((self.shirt, 3))
        self._approve(self._create_return(sale, {self.shirt: 1}))
        order = self._approve(self._create_return(sale, {self.shirt: 2}))
        order.picking_ids.move_ids.quantity = 3
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        with self.assertRefused("may come back"):
            order.line_ids.filtered("unexpected").sale_line_id = sale.order_line

    def test_cancelled_return_cannot_be_received(self):
        order = self._awaited((self.shirt, 2))
        order.action_cancel()
        self.assertEqual(order.picking_ids.state, "cancel")

    def test_received_return_cannot_be_cancelled(self):
        order = self._awaited((self.shirt, 2))
        self._receive(order, 1)
        with self.assertRefused("goods came in or money went out"):
            order.action_cancel()

    def test_closing_short_cancels_what_is_awaited(self):
        order = self._awaited((self.shirt, 3))
        self._receive(order, 1)
        self._decide(order)
        order.action_settle()
        order.action_close()
        self.assertEqual(set(order.picking_ids.mapped("state")), {"done", "cancel", "assigned"})
        receipts = order.picking_ids.filtered(lambda p: p.picking_type_code == "incoming")
        self.assertEqual(set(receipts.mapped("state")), {"done", "cancel"})

    def test_warehouse_picker_needs_no_after_sales_rights(self):
        order = self._awaited((self.shirt, 2))
        self._create_users()
        picking = order.picking_ids.with_user(self.picker)
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.button_validate()
        self.assertEqual(order.line_ids.quantity_received, 2.0)

    def test_warehouse_picker_records_the_unexpected(self):
        order = self._awaited((self.shirt, 2), quantities={self.shirt: 1})
        self._create_users()
        picking = order.picking_ids.with_user(self.picker)
        picking.move_ids.write({"quantity": 2, "picked": True})
        with self.assertRefused("2 received"):
            picking.button_validate()
        picking.action_after_sales_record_unexpected()
        picking.button_validate()
        self.assertEqual(sum(order.line_ids.mapped("quantity_received")), 2.0)

    def test_move_of_a_return_is_not_deleted(self):
        order = self._awaited((self.shirt, 2))
        with self.assertRefused("Cancel that return instead"):
            order.picking_ids.move_ids.unlink()

    def test_receipt_is_valued_as_the_goods_left(self):
        self.shirt.categ_id.property_cost_method = "average"
        product = self._create_product("Coat", 90.0, standard_price=10.0)
        self._stock(product, 5)
        order = self._awaited((product, 2))
        product.standard_price = 99.0
        self._receive(order)
        self.assertEqual(order.picking_ids.move_ids.value, 20.0)


@tagged("post_install", "-at_install")
class TestReceiptTakenBack(ReceiptCase):
    """A receipt, or a parcel sent back, is returned with Odoo's own wizard."""

    def test_reversed_receipt_is_awaited_again(self):
        order = self._awaited((self.shirt, 3))
        self._receive(order)
        self._reverse(order.picking_ids, 1, force=True)
        self.assertRecordValues(
            order.line_ids, [{"quantity_received": 2.0, "quantity_claimed": 4.0}]
        )
        self.assertEqual(order.line_ids._quantity_awaited(), 1.0)
        self.assertEqual(order.line_ids.sale_line_id.qty_delivered, 1.0)

    def test_sorted_goods_cannot_be_given_back_by_the_receipt(self):
        self.company.after_sales_sort_transfer = "direct"
        order = self._awaited((self.shirt, 3))
        self._receive(order)
        receipt = order.picking_ids
        self._decide(order)
        with self.assertRefused("3 decided, but only 2 came"):
            self._reverse(receipt, 1, force=True)

    def test_refused_parcel_may_come_back_again(self):
        """The customer refuses what we sent back: it comes in as Odoo's own return."""
        order = self._awaited((self.shirt, 1))
        self._receive(order)
        parts = self._decide(order, route="send_back", resolution="none")
        delivery = parts.move_ids.picking_id
        self._validate(delivery)
        self._reverse(delivery, 1)
        sold = order.line_ids.sale_line_id
        self.assertEqual(sold.qty_claimed, 1.0)
        with self.assertRefused("1 Units may come back, but 2"):
            self._create_return(sold.order_id).action_request()


@tagged("post_install", "-at_install")
class TestReceiptSerials(ReceiptCase):
    """Serial numbers: only those sold to this customer, each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lots = cls._create_serials(cls.phone, "S1", "S2", "S3")
        cls.sale = cls._sell((cls.phone, 2), deliver=False)
        cls.sale.picking_ids.action_assign()
        cls._validate(cls.sale.picking_ids)
        cls.invoice = cls.sale.invoice_ids

    def _phones(self, quantity, *lots):
        order = self._create_return(self.sale, {self.phone: quantity})
        order.line_ids.lot_ids = self.env["stock.lot"].union(*lots)
        return self._approve(order)

    def _scan(self, order, *lots):
        """Receive just these serials."""
        move = order.picking_ids.filtered(lambda picking: picking.state != "done").move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=1.0), "lot_id": lot.id})
            for lot in lots
        ]
        move.picked = True
        move.picking_id.with_context(skip_backorder=True).button_validate()

    def test_named_serial_is_filled_in(self):
        order = self._phones(1, self.lots[1])
        self.assertEqual(order.picking_ids.move_line_ids.lot_id, self.lots[1])
        self._receive(order)
        part = order.action_sort()
        self.assertRecordValues(part, [{"lot_id": self.lots[1].id, "quantity": 1.0}])

    def test_serials_that_it_must_be_are_offered(self):
        """One of two may be either; the other one, or both, are known."""
        either = self._phones(1)
        self.assertFalse(either.picking_ids.move_line_ids.lot_id)
        either.action_cancel()
        both = self._phones(2)
        self.assertEqual(both.picking_ids.move_line_ids.lot_id, self.lots[:2])
        both.action_cancel()
        one = self._phones(1, self.lots[0])
        self._receive(one)
        other = self._phones(1)
        self.assertEqual(other.picking_ids.move_line_ids.lot_id, self.lots[1])
        self._receive(other)
        self.assertRecordValues(other.action_sort(), [{"lot_id": self.lots[1].id}])

    def test_one_disposition_per_serial(self):
        order = self._phones(2, *self.lots[:2])
        self._receive(order)
        parts = order.action_sort()
        self.assertEqual(parts.lot_id, self.lots[:2])
        self.assertEqual(parts.mapped("quantity"), [1.0, 1.0])

    def test_sold_serial_that_was_not_named_is_received(self):
        order = self._phones(1)
        self._scan(order, self.lots[0])
        self.assertEqual(order.line_ids.quantity_received, 1.0)

    def test_foreign_serial_is_refused(self):
        other = self._sell((self.phone, 1), deliver=False)
        other.picking_ids.action_assign()
        self._validate(other.picking_ids)
        order = self._phones(1)
        with self.assertRefused("S3 was not sold to this customer"):
            self._scan(order, self.lots[2])

    def test_foreign_serial_is_recorded_as_unexpected(self):
        other = self._sell((self.phone, 1), deliver=False)
        other.picking_ids.action_assign()
        self._validate(other.picking_ids)
        order = self._phones(1)
        move = order.picking_ids.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create(
                {**move._prepare_move_line_vals(quantity=1.0), "lot_id": self.lots[2].id}
            )
        ]
        order.picking_ids.action_after_sales_record_unexpected()
        self._receive(order)
        stranger = order.line_ids.filtered("unexpected")
        self.assertRecordValues(stranger, [{"lot_ids": self.lots[2].ids, "quantity_received": 1.0}])
        self.assertEqual((order.line_ids - stranger).quantity_received, 0.0)

    def test_serial_claimed_by_another_return_is_refused(self):
        self._phones(1, self.lots[0])
        order = self._phones(1)
        with self.assertRefused("S1"):
            self._scan(order, self.lots[0])

    def test_restocked_serial_is_sold_again(self):
        order = self._phones(1, self.lots[0])
        self._receive(order)
        parts = self._decide(order)
        self._validate(parts.move_ids.picking_id)
        self.assertEqual(self.lots[0].location_id, self.warehouse.lot_stock_id)
        order.action_settle()
        self.assertFalse(self.lots[0].after_sales_line_id)

    def test_serial_swap(self):
        order = self._create_return(
            self.sale, {self.phone: 1}, line_vals={"resolution": "exchange"}
        )
        order.line_ids.lot_ids = self.lots[0]
        self._approve(order)
        self._receive(order)
        self._decide(order)
        order.action_settle()
        delivery = order.picking_ids.filtered(lambda p: p.picking_type_code == "outgoing")
        self.assertEqual(delivery.move_line_ids.lot_id, self.lots[2])
        self._validate(delivery)
        self.assertEqual(order.stage, "closed")
        again = self._phones(1, self.lots[2])
        self.assertEqual(again.state, "approved")
