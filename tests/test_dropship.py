"""Goods that a supplier sent straight to the customer come back into our own stock."""

from datetime import timedelta

from books import EVERY_WAY, SOME_WAYS, BooksCase, each_way
from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged


class DropshipCase(BooksCase):
    """Four shoes at a standard cost of 20 are bought at 50 for a sale and sent to the customer,
    as Odoo's addon for dropshipping does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "purchase.order" not in cls.env:
            cls.skipTest(cls, "purchase is not installed")
        cls.supplier = cls.env["res.partner"].create({"name": "Shoe maker"})
        cls.dropship_type = cls.warehouse.in_type_id.copy(
            {
                "name": "Dropship",
                "sequence_code": "DS",
                "default_location_src_id": cls.env.ref("stock.stock_location_suppliers").id,
                "default_location_dest_id": cls.env.ref("stock.stock_location_customers").id,
            }
        )

    def _dropship(self, product, quantity, cost=50.0, bill=True, **vals):
        sale = self._sell((product, quantity), deliver=False, invoice=False, **vals)
        sale.picking_ids.action_cancel()
        purchase = self._buy_for(sale, product, quantity, cost)
        if bill:
            self._bill(purchase)
        self._invoice(sale, pay=True)
        return sale, purchase

    def _buy_for(self, sale, product, quantity, cost):
        purchase = self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "picking_type_id": self.dropship_type.id,
                "dest_address_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": cost,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        purchase.button_confirm()
        purchase.picking_ids.move_ids.sale_line_id = sale.order_line
        self._validate(purchase.picking_ids)
        self.assertTrue(purchase.picking_ids.move_ids.is_dropship)
        return purchase

    def _bill(self, purchase, price=None):
        purchase.action_create_invoice()
        bill = purchase.invoice_ids
        bill.invoice_date = fields.Date.today()
        if price:
            bill.invoice_line_ids.price_unit = price
        bill.action_post()

    def _pass_a_minute(self):
        """Goods come back later than they left: averages go by the second of a move."""
        self.startPatcher(freeze_time(fields.Datetime.now() + timedelta(minutes=1)))

    def _give_back(self, sale, quantity, **decided):
        self._pass_a_minute()
        order = self._create_return(sale, {sale.order_line.product_id: quantity})
        self._approve(order)
        self._receive(order)
        parts = self._decide(order, **decided)
        self._validate(parts.move_ids.picking_id)
        order.action_settle()
        self._pay(order.refund_ids)
        return order


@tagged("post_install", "-at_install")
class TestDropship(DropshipCase):
    def _unit_value(self, product, cost, quantity=4):
        """What one of ``quantity`` dropshipped pieces is worth: Odoo's average takes the ten at 20
        on the shelf and the dropshipped ones together."""
        averaged = (10 * 20.0 + quantity * cost) / (10 + quantity)
        return {"standard": 20.0, "average": averaged, "fifo": cost}[product.cost_method]

    def _cost(self, product, cost):
        """What one dropshipped piece is in the cost of sales."""
        return 20.0 if product.cost_method == "standard" else cost

    @each_way(EVERY_WAY)
    def test_whole_return_leaves_goods_at_what_they_cost(self, shoe, _large):
        """As if the four had been bought for our own stock."""
        (sold, owned, value), books = self._stock_of(shoe), self._books()
        sale, _purchase = self._dropship(shoe, 4)
        self._give_back(sale, 4)
        at = self._cost(shoe, 50.0)
        self.assertEqual(self._stock_of(shoe), (sold + 4, owned + 4, value + 4 * at))
        changes = self._changes(books)
        for name in ("revenue", "tax", "asset_receivable"):
            self.assertEqual(changes.get(name, 0.0), 0.0, name)
        perpetual = shoe.valuation == "real_time"
        self.assertEqual(changes.get("stock", 0.0), 4 * at if perpetual else 0.0)
        self.assertEqual(changes.get("cost", 0.0), 200.0 - (4 * at if perpetual else 0.0))

    @each_way(EVERY_WAY)
    def test_piece_by_piece(self, shoe, _large):
        (sold, owned, value), books = self._stock_of(shoe), self._books()
        sale, _purchase = self._dropship(shoe, 3, cost=33.34)
        for _piece in range(3):
            self._give_back(sale, 1)
        at = self._cost(shoe, 33.34)
        stock = self._stock_of(shoe)
        self.assertEqual(stock[:2], (sold + 3, owned + 3))
        self.assertAlmostEqual(stock[2], value + 3 * at, 1)
        if shoe.valuation == "real_time":
            self.assertEqual(self._changes(books).get("stock", 0.0), round(3 * at, 2))

    @each_way(SOME_WAYS)
    def test_billed_at_another_price(self, shoe, _large):
        sale, purchase = self._dropship(shoe, 4, bill=False)
        self._bill(purchase, price=55.0)
        _sold, _owned, value = self._stock_of(shoe)
        self._give_back(sale, 2)
        self.assertAlmostEqual(self._stock_of(shoe)[2], value + 2 * self._unit_value(shoe, 55.0), 2)

    @each_way(SOME_WAYS)
    def test_billed_after_they_came_back(self, shoe, _large):
        """Taken in at the price of the purchase order, then worth what the bill says."""
        value = self._stock_of(shoe)[2]
        sale, purchase = self._dropship(shoe, 4, bill=False)
        self._give_back(sale, 4)
        self.assertAlmostEqual(self._stock_of(shoe)[2], value + 4 * self._cost(shoe, 50.0), 2)
        self._bill(purchase, price=55.0)
        self.assertAlmostEqual(self._stock_of(shoe)[2], value + 4 * self._cost(shoe, 55.0), 2)

    @each_way(SOME_WAYS)
    def test_cost_changed_since(self, shoe, _large):
        """What is bought later at another price changes nothing of what comes back."""
        sale, _purchase = self._dropship(shoe, 4)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self._buy(shoe, 10, 80.0)
            value = self._stock_of(shoe)[2]
            self._give_back(sale, 4)
            self.assertAlmostEqual(
                self._stock_of(shoe)[2], value + 4 * self._unit_value(shoe, 50.0), 2
            )

    @each_way(SOME_WAYS)
    def test_another_return_is_still_awaited(self, shoe, _large):
        """Approved in the second in which the goods left; what is planned has no value yet."""
        sale, _purchase = self._dropship(shoe, 4)
        self._approve(self._create_return(sale, {shoe: 1}))
        value = self._stock_of(shoe)[2]
        self._give_back(sale, 2)
        self.assertAlmostEqual(self._stock_of(shoe)[2], value + 2 * self._unit_value(shoe, 50.0), 2)

    @each_way(SOME_WAYS)
    def test_settled_ahead_of_the_goods(self, shoe, _large):
        self.policy.write({"active": True, "settle_at": "approval"})
        books = self._books()
        sale, _purchase = self._dropship(shoe, 4)
        order = self._create_return(sale, {shoe: 2})
        self._approve(order)
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
        if shoe.valuation == "real_time":
            changes = self._changes(books)
            self.assertEqual(changes.get("stock", 0.0), 2 * self._cost(shoe, 50.0))

    @each_way(SOME_WAYS)
    def test_goods_that_the_customer_keeps_stay_in_the_cost_of_sales(self, shoe, _large):
        books = self._books()
        sale, _purchase = self._dropship(shoe, 4)
        stock = self._stock_of(shoe)
        order = self._create_return(sale, {shoe: 2}, transport="keep")
        self._approve(order)
        self._decide(order, route="keep")
        order.action_settle()
        self.assertEqual(self._stock_of(shoe), stock)
        self.assertEqual(self._changes(books).get("cost", 0.0), 200.0)

    @each_way(SOME_WAYS)
    def test_a_part_from_our_own_stock(self, shoe, _large):
        """Two from the supplier, two from our shelf: each comes back at its own value."""
        sale = self._sell((shoe, 4), deliver=False, invoice=False)
        move = sale.picking_ids.move_ids
        move.write({"quantity": 2, "picked": True})
        sale.picking_ids.with_context(skip_backorder=True).button_validate()
        sale.picking_ids.filtered(lambda one: one.state != "done").action_cancel()
        self._bill(self._buy_for(sale, shoe, 2, 50.0))
        self._invoice(sale, pay=True)
        self._give_back(sale, 4)
        self.assertAlmostEqual(self._stock_of(shoe)[2], 10 * 20.0 + 2 * self._cost(shoe, 50.0), 2)
