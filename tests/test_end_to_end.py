"""Sale → delivery → invoice → payment → return, and what stock and books say afterwards.

Every case runs for each costing method with periodic and perpetual valuation. The books are
compared account by account with the day before the sale.
"""

from contextlib import contextmanager
from functools import wraps
from itertools import product as combinations

from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon

EVERY_WAY = tuple(combinations(("standard", "average", "fifo"), ("periodic", "real_time")))
SOME_WAYS = (("standard", "periodic"), ("average", "real_time"), ("fifo", "real_time"))


def each_way(ways):
    """Run a test for the costing methods and valuations in ``ways``, each rolled back; it gets
    goods of that kind."""

    def decorate(test):
        @wraps(test)
        def run(self):
            for costing, valuation in ways:
                with self.subTest(costing=costing, valuation=valuation), self.undone():
                    test(self, *self._goods(costing, valuation))

        # pytest takes the arguments of a wrapped test for fixtures.
        del run.__wrapped__
        return run

    return decorate


@tagged("post_install", "-at_install")
class TestEndToEnd(AfterSalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.policy"].search([]).active = False
        accounts = {
            "revenue": "income",
            "tax": "liability_current",
            "stock": "asset_current",
            "cost": "expense_direct_cost",
        }
        cls.account = {
            name: cls.env["account.account"].create(
                {"name": f"E2E {name}", "code": f"77{index}000", "account_type": kind}
            )
            for index, (name, kind) in enumerate(accounts.items())
        }
        shares = cls.tax.invoice_repartition_line_ids | cls.tax.refund_repartition_line_ids
        shares.filtered(lambda line: line.repartition_type == "tax").account_id = cls.account["tax"]

    @contextmanager
    def undone(self):
        """A savepoint that is always rolled back."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _goods(self, costing, valuation):
        """Two sizes of a shoe, ten of each bought: at 20 the small, at 25 the large one."""
        category = self.env["product.category"].create(
            {
                "name": f"{costing} {valuation}",
                "property_cost_method": costing,
                "property_valuation": valuation,
                "property_stock_valuation_account_id": self.account["stock"].id,
                "property_account_expense_categ_id": self.account["cost"].id,
                "property_account_income_categ_id": self.account["revenue"].id,
            }
        )
        small, large = (
            self._create_product(name, price, categ_id=category.id, standard_price=cost)
            for name, price, cost in (("Shoe 38", 100.0, 20.0), ("Shoe 42", 120.0, 25.0))
        )
        self._buy(small, 10, 20.0)
        self._buy(large, 10, 25.0)
        return small, large

    def _buy(self, product, quantity, cost):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "price_unit": cost,
                "value_manual": cost * quantity,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()

    # What is compared ---------------------------------------------------------------------

    def _stock_of(self, product):
        """:return: (for sale, owned, value)"""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
        )
        product.invalidate_recordset()
        return (
            self._available(product),
            sum(quants.mapped("quantity")),
            round(product.total_value, 2),
        )

    def _books(self):
        """:return: dict account or kind of account → balance of everything posted"""
        balances = {}
        names = {account: name for name, account in self.account.items()}
        groups = self.env["account.move.line"]._read_group(
            [("parent_state", "=", "posted"), ("company_id", "=", self.company.id)],
            ["account_id"],
            ["balance:sum"],
        )
        for account, balance in groups:
            name = names.get(account) or account.account_type
            balances[name] = balances.get(name, 0.0) + balance
        return balances

    def _changes(self, before):
        """:return: dict account → how its balance changed, rounded; nothing where it did not"""
        after = self._books()
        changes = {
            name: round(after.get(name, 0.0) - before.get(name, 0.0), 2)
            for name in {*before, *after}
        }
        return {name: change for name, change in changes.items() if change}

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
