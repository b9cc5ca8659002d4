"""Sale → delivery → invoice → payment → return, and what stock and books say afterwards.

Every case runs for each costing method with periodic and perpetual valuation. The books are
compared account by account with the day before the sale.
"""

from books import EVERY_WAY, SOME_WAYS, BooksCase, each_way

from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestEndToEnd(BooksCase):
    # The way back -------------------------------------------------------------------------

    def _bring_back(self, sale, quantity, **line_vals):
        order = self._create_return(
            sale, {sale.order_line.product_id: quantity}, line_vals=line_vals
        )
        self._approve(order)
        self._receive(order)
        return order

    def _restock(self, order):
        parts = self._decide(order)
        self._validate(parts.move_ids.picking_id)
        return parts

    # Cases --------------------------------------------------------------------------------

    @each_way(EVERY_WAY)
    def test_whole_return_leaves_no_trace(self, shoe, _large):
        stock, books = self._stock_of(shoe), self._books()
        sale = self._sell((shoe, 4), pay=True)
        order = self._bring_back(sale, 4)
        self._restock(order)
        order.action_settle()
        self._pay(order.refund_ids)
        self.assertEqual(self._stock_of(shoe), stock)
        self.assertEqual(self._changes(books), {})
        self.assertRecordValues(sale.order_line, [{"qty_delivered": 0.0, "qty_to_invoice": 0.0}])

    @each_way(SOME_WAYS)
    def test_whole_return_of_an_unpaid_order_leaves_no_trace(self, shoe, _large):
        stock, books = self._stock_of(shoe), self._books()
        sale = self._sell((shoe, 4))
        order = self._bring_back(sale, 4)
        self._restock(order)
        order.action_settle()
        self.assertEqual(self._stock_of(shoe), stock)
        self.assertEqual(self._changes(books), {})

    @each_way(EVERY_WAY)
    def test_cost_changed_between_sale_and_return(self, shoe, twin):
        """The same as if the goods had never left: ``twin`` is bought alike and not sold."""
        twin.standard_price = 20.0
        self._sell_out(twin)
        self._buy(twin, 10, 20.0)
        books = self._books()
        sale = self._sell((shoe, 4), pay=True)
        for goods in (shoe, twin):
            self._buy(goods, 5, 44.0)
            if goods.cost_method == "standard":
                goods.standard_price = 33.0
        bought = self._changes(books)
        order = self._bring_back(sale, 4)
        self._restock(order)
        order.action_settle()
        self._pay(order.refund_ids)
        self.assertEqual(self._stock_of(shoe), self._stock_of(twin))
        for name in ("revenue", "tax", "asset_receivable", "cost", "stock"):
            self.assertEqual(self._changes(books).get(name, 0.0), 0.0, (name, bought))

    def _sell_out(self, product):
        quant = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.warehouse.lot_stock_id.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 0
        quant.action_apply_inventory()

    @each_way(EVERY_WAY)
    def test_refund_exchange_and_send_back(self, shoe, large):
        """Four sold; one refunded, one exchanged for the dearer size, one sent back."""
        stock, stock_large, books = self._stock_of(shoe), self._stock_of(large), self._books()
        sale = self._sell((shoe, 4), pay=True)
        order = self._bring_back(sale, 3)
        order.line_ids.exchange_product_id = large
        parts = order.action_sort()
        parts.action_split()
        order.disposition_ids.filtered(lambda part: part.quantity > 1).action_split()
        refund, exchange, back = order.disposition_ids
        (refund | exchange).grade_id = self.grade_a
        exchange.resolution = "exchange"
        back.route = "send_back"
        order.disposition_ids.action_decide()
        order.action_settle()
        self._validate(order.disposition_ids.move_ids.picking_id)
        self._validate(order.exchange_order_ids.picking_ids)
        self.assertEqual(order.stage, "closed")

        sold, owned, value = stock
        self.assertEqual(self._stock_of(shoe), (sold - 2, owned - 2, value - 40.0))
        sold, owned, value = stock_large
        self.assertEqual(self._stock_of(large), (sold - 1, owned - 1, value - 25.0))
        perpetual = shoe.valuation == "real_time"
        # Two shoes at 100 and one at 120 are sold; the customer paid 440, gets 110 back and
        # owes 22 for the dearer size.
        changes = self._changes(books)
        self.assertEqual(
            {
                name: changes.get(name, 0.0)
                for name in ("revenue", "tax", "asset_receivable", "cost", "stock")
            },
            {
                "revenue": -320.0,
                "tax": -32.0,
                "asset_receivable": -88.0,
                "cost": 65.0 if perpetual else 0.0,
                "stock": -65.0 if perpetual else 0.0,
            },
        )
        self.assertRecordValues(
            sale.order_line, [{"qty_delivered": 2.0, "qty_invoiced": 2.0, "qty_to_invoice": 0.0}]
        )

    @each_way(SOME_WAYS)
    def test_swap_changes_no_money(self, shoe, _large):
        sale = self._sell((shoe, 4), pay=True)
        stock, books = self._stock_of(shoe), self._books()
        order = self._bring_back(sale, 1, resolution="exchange")
        self._restock(order)
        order.action_settle()
        self._validate(order.disposition_ids.move_ids.picking_id)
        self.assertEqual(self._stock_of(shoe), stock)
        self.assertEqual(self._changes(books), {})
        self.assertRecordValues(sale.order_line, [{"qty_delivered": 4.0, "qty_to_invoice": 0.0}])

    @each_way(SOME_WAYS)
    def test_scrapped_goods_are_a_loss_of_their_cost(self, shoe, _large):
        stock, books = self._stock_of(shoe), self._books()
        sale = self._sell((shoe, 1), pay=True)
        order = self._bring_back(sale, 1)
        self._decide(order, route="scrap")
        order.action_settle()
        sold, owned, value = stock
        self.assertEqual(self._stock_of(shoe), (sold - 1, owned - 1, value - 20.0))
        changes = self._changes(books)
        self.assertEqual(changes.get("revenue", 0.0), 0.0)
        self.assertEqual(changes.get("cost", 0.0), 0.0)

    @each_way(SOME_WAYS)
    def test_kept_goods_stay_in_the_cost_of_sales(self, shoe, _large):
        stock, books = self._stock_of(shoe), self._books()
        sale = self._sell((shoe, 1), pay=True)
        order = self._create_return(sale, transport="keep")
        self._approve(order)
        self._decide(order, route="keep")
        order.action_settle()
        sold, owned, value = stock
        self.assertEqual(self._stock_of(shoe), (sold - 1, owned - 1, value - 20.0))
        changes = self._changes(books)
        self.assertEqual(changes.get("revenue", 0.0), 0.0)
        cost = 20.0 if shoe.valuation == "real_time" else 0.0
        self.assertEqual(changes.get("cost", 0.0), cost)

    @each_way(SOME_WAYS)
    def test_refunded_goods_that_are_sent_back_stay_in_the_cost_of_sales(self, shoe, _large):
        """Goodwill: the customer gets money and goods."""
        stock, books = self._stock_of(shoe), self._books()
        sale = self._sell((shoe, 1), pay=True)
        order = self._bring_back(sale, 1)
        parts = self._decide(order, route="send_back", resolution="refund")
        self._validate(parts.move_ids.picking_id)
        order.action_settle()
        sold, owned, value = stock
        self.assertEqual(self._stock_of(shoe), (sold - 1, owned - 1, value - 20.0))
        cost = 20.0 if shoe.valuation == "real_time" else 0.0
        self.assertEqual(self._changes(books).get("cost", 0.0), cost)
