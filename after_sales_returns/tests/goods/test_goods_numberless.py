from itertools import cycle

from odoo.fields import Command
from odoo.tests import tagged

from .common import ReceiptCase


@tagged("post_install", "-at_install")
class TestSoldWithoutNumber(ReceiptCase):
    """Three phones were sold before their serial numbers were kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.radio = cls._create_product("Radio", 50.0, standard_price=20.0)
        cls._stock(cls.radio, 10)
        cls.sale = cls._sell((cls.radio, 3))
        cls.radio.tracking = "serial"
        cls.old, cls.new = cls._create_serials(cls.radio, "OLD"), cls._number("NEW")

    @classmethod
    def _number(cls, name):
        return cls.env["stock.lot"].create({"name": name, "product_id": cls.radio.id})

    def _awaited_radios(self, quantity, *lots):
        order = self._create_return(self.sale, {self.radio: quantity})
        order.line_ids.lot_ids = self.env["stock.lot"].union(*lots)
        return self._approve(order)

    def _read(self, order, *numbers):
        """Receive one unit for each number, which may be a name that is typed, or for None."""
        moves = order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel")).move_ids
        moves.move_line_ids.unlink()
        for move, number in zip(cycle(moves), numbers, strict=False):
            typed = isinstance(number, str)
            vals = {"lot_name": number} if typed else {"lot_id": number and number.id}
            move.move_line_ids = [
                Command.create({**move._prepare_move_line_vals(quantity=1.0), **vals})
            ]
        moves.picked = True
        moves.picking_id.with_context(skip_backorder=True).button_validate()

    def test_without_number(self):
        order = self._awaited_radios(2)
        before = self._available(self.radio)
        self._read(order, None, None)
        self.assertEqual(order.line_ids.quantity_received, 2.0)
        self.assertIn("no number", order.message_ids[0].body)
        parts = self._decide(order)
        self._validate(parts.move_ids.picking_id)
        order.action_settle()
        self.assertEqual(order.stage, "closed")
        self.assertEqual(self._available(self.radio), before + 2)
        self.assertEqual(parts.move_ids.picking_type_id, self.warehouse.after_sales_sort_type_id)

    def test_with_a_new_number(self):
        order = self._awaited_radios(1)
        self._read(order, self.new)
        self.assertTrue(any("Received: NEW" in str(one.body) for one in order.message_ids))
        parts = self._decide(order)
        self.assertEqual(parts.lot_id, self.new)
        self._validate(parts.move_ids.picking_id)
        self.assertEqual(self.new.location_id, self.warehouse.lot_stock_id)
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.radio.id), ("location_id.usage", "=", "customer")]
        )
        self.assertEqual(sum(quants.mapped("quantity")), 2.0)
        self.assertGreaterEqual(min(quants.mapped("quantity")), 0.0)

    def test_one_with_and_one_without(self):
        order = self._awaited_radios(2)
        self._read(order, self.new, None)
        parts = order.action_sort()
        self.assertEqual(parts.lot_id, self.new)
        self._decide(order)
        self.assertEqual(order.line_ids.quantity_decided, 2.0)

    def test_one_with_a_typed_number_and_one_without(self):
        """Whether or not the operation type makes numbers."""
        for number, makes_lots in (("FIRST", False), ("SECOND", True)):
            with self.subTest(makes_lots=makes_lots):
                self.warehouse.after_sales_in_type_id.use_create_lots = makes_lots
                order = self._create_return(self._sold_before(2))
                self._approve(order)
                self._read(order, number, None)
                self.assertEqual(order.line_ids.quantity_received, 2.0)
                parts = order.action_sort()
                self.assertEqual(parts.lot_id.mapped("name"), [number])
                self._decide(order)
                self.assertEqual(order.line_ids.quantity_decided, 2.0)

    def _read_one(self, order, number, other):
        """Receive one unit of two, and have typed the number of the other."""
        moves = order.picking_ids.move_ids
        moves.move_line_ids.unlink()
        for move, name in zip(cycle(moves), (number, other), strict=False):
            vals = {**move._prepare_move_line_vals(quantity=1.0), "picked": name == number}
            move.move_line_ids = [Command.create({**vals, "lot_name": name})]
        moves.picking_id.with_context(skip_backorder=True).button_validate()
        self.assertEqual(order.line_ids.quantity_received, 1.0)

    def _known(self, name):
        return self.env["stock.lot"].search([("name", "=", name)])

    def test_a_number_typed_for_what_does_not_come_yet_is_not_made(self):
        self.warehouse.after_sales_in_type_id.use_create_lots = True
        order = self._awaited_radios(2)
        self._read_one(order, "NOW", "LATER")
        self.assertTrue(self._known("NOW"))
        self.assertFalse(self._known("LATER"))
        self.assertEqual(order.line_ids._quantity_awaited(), 1.0)

    def test_one_without_number_comes_before_one_with_a_number(self):
        order = self._approve(self._create_return(self._one_sold_with_its_number("K-1")))
        self._read_one(order, False, "LATER")
        self.assertFalse(self._known("LATER"))

    def _sold_before(self, quantity, delivered=None):
        """:return: a sale of what has serial numbers since some of it, or all, was delivered"""
        kettle = self._create_product("Kettle", 30.0, standard_price=10.0)
        self._stock(kettle, 5)
        sale = self._sell((kettle, quantity), deliver=False)
        sale.picking_ids.move_ids.quantity = delivered or quantity
        sale.picking_ids.move_ids.picked = True
        sale.picking_ids.with_context(skip_backorder=True).button_validate()
        kettle.tracking = "serial"
        return sale

    def _one_sold_with_its_number(self, name):
        """:return: a sale of two, of which one left without a number and one with it"""
        sale = self._sold_before(2, delivered=1)
        known = self._create_serials(sale.order_line.product_id, name)
        move = sale.picking_ids.backorder_ids.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=1.0), "lot_id": known.id})
        ]
        move.picked = True
        move.picking_id.button_validate()
        return sale

    def test_nothing_is_told_of_what_no_sale_is_known_of(self):
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": self.radio.id,
                            "reason_id": self.reason.id,
                            "price_paid_unit": 50.0,
                        }
                    )
                ],
            }
        )
        self._approve(order)
        self._read(order, self.new)
        self.assertEqual(order.line_ids.quantity_received, 1.0)
        self.assertFalse([one for one in order.message_ids if "was sold before" in str(one.body)])

    def test_a_typed_number_is_looked_at_like_any(self):
        self.warehouse.after_sales_in_type_id.use_create_lots = True
        order = self._awaited_radios(1)
        with self.assertRefused("OLD was not sold to this customer"):
            self._read(order, "OLD")

    def test_new_numbers_and_none_are_no_more_than_left_without(self):
        order = self._approve(self._create_return(self._one_sold_with_its_number("K-1")))
        with self.assertRefused("supply a Lot/Serial"):
            self._read(order, "K-2", None)
        self._read(order, "K-1", None)
        self.assertEqual(order.line_ids.quantity_received, 2.0)

    def test_the_customer_names_it(self):
        order = self._awaited_radios(1, self.new)
        self.assertEqual(order.picking_ids.move_line_ids.lot_id, self.new)
        self._receive(order)
        self.assertEqual(order.line_ids.quantity_received, 1.0)

    def test_a_number_that_lies_in_stock_is_none_of_them(self):
        order = self._awaited_radios(1)
        with self.assertRefused("OLD was not sold to this customer"):
            self._read(order, self.old)

    def test_what_was_sold_with_a_number_comes_with_it(self):
        """Sold since, with its number: none is not enough."""
        sale = self._sell((self.radio, 1), deliver=False)
        move = sale.picking_ids.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=1.0), "lot_id": self.old.id})
        ]
        move.picked = True
        sale.picking_ids.button_validate()
        order = self._approve(self._create_return(sale))
        with self.assertRefused("supply a Lot/Serial"):
            self._read(order, None)
        with self.assertRefused("NEW was not sold to this customer"):
            self._read(order, self.new)
        self._read(order, self.old)

    def test_each_unit_once(self):
        order = self._awaited_radios(3)
        self._read(order, self.new, None, None)
        with self.assertRefused("may come back"):
            self._create_return(self.sale, {self.radio: 1}).action_request()

    def test_unexpected_goods_are_tied_to_the_order(self):
        other = self._returned((self.shirt, 1))
        picking = self._awaited((self.shoe, 1)).picking_ids
        order = picking.after_sales_return_ids
        picking.move_ids = [
            Command.create(
                {
                    "product_id": self.radio.id,
                    "product_uom_qty": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": self.radio.id,
                                "lot_id": self.new.id,
                                "quantity": 1,
                                "location_id": picking.location_id.id,
                                "location_dest_id": picking.location_dest_id.id,
                            }
                        )
                    ],
                }
            )
        ]
        picking.action_after_sales_record_unexpected()
        self._receive(order)
        stranger = order.line_ids.filtered("unexpected")
        self.assertEqual(stranger.lot_ids, self.new)
        stranger.sale_line_id = self.sale.order_line
        self.assertEqual(self.sale.order_line.qty_claimed, 1.0)
        self.assertEqual(other.stage, "to_sort")

    def test_lots(self):
        tea = self._create_product("Tea", 8.0, standard_price=3.0)
        self._stock(tea, 10)
        sale = self._sell((tea, 4))
        tea.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "TEA-1", "product_id": tea.id})
        order = self._create_return(sale, {tea: 3})
        order.line_ids.lot_ids = lot
        self._approve(order)
        self._receive(order)
        self._decide(order)
        self.assertEqual(order.disposition_ids.lot_id, lot)
        again = self._create_return(sale, {tea: 2})
        again.line_ids.lot_ids = lot
        with self.assertRefused("may come back"):
            again.action_request()

    def test_a_new_number_is_made_at_the_receipt(self):
        """Odoo forbids it where an operation type makes no numbers; here they are new."""
        order = self._awaited_radios(1)
        lots = self.env["stock.lot"].with_context(active_picking_id=order.picking_ids.id)
        lot = lots.create({"name": "MADE", "product_id": self.radio.id})
        self._read(order, lot)
        phone = self._create_serials(self.phone, "P1")
        known = self._awaited((self.phone, 1))
        lots = lots.with_context(active_picking_id=known.picking_ids.id)
        with self.assertRefused("not allowed to create"):
            lots.create({"name": "MADE", "product_id": phone.product_id.id})
