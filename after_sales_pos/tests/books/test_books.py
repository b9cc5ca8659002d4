from uuid import uuid4

from odoo.tests import tagged

from ..ticket.common import TicketCase

WAYS = (("standard", "periodic"), ("standard", "real_time"), ("average", "real_time"))


class BooksCase(TicketCase):
    """The books of a day with sales and returns, compared account by account.

    Goods are valued on accounts of their own, by the cost method and valuation of each test.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kinds = {
            "revenue": "income",
            "tax": "liability_current",
            "stock": "asset_current",
            "cost": "expense_direct_cost",
            "card": "asset_current",
        }
        cls.account = {
            name: cls.env["account.account"].create(
                {"name": f"Till {name}", "code": f"78{index}000", "account_type": kind}
            )
            for index, (name, kind) in enumerate(kinds.items())
        }
        cls._card(cls.till).outstanding_account_id = cls.account.pop("card")
        shares = cls.tax.invoice_repartition_line_ids | cls.tax.refund_repartition_line_ids
        shares.filtered(lambda line: line.repartition_type == "tax").account_id = cls.account["tax"]

    def _goods(self, costing, valuation):
        """A shoe at 100.00 and one at 120.00, ten of each bought for 20.00 and 25.00."""
        self.company.inventory_valuation = valuation
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
        goods = []
        for name, price, cost in (("Shoe 38", 100.0, 20.0), ("Shoe 42", 120.0, 25.0)):
            product = self._create_product(
                name, price, categ_id=category.id, standard_price=cost, available_in_pos=True
            )
            self._buy(product, 10, cost)
            goods.append(product)
        return goods

    def _buy(self, product, quantity, cost):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.store.lot_stock_id.id,
                "picking_type_id": self.store.in_type_id.id,
                "price_unit": cost,
                "value_manual": cost * quantity,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.picked = True
        move._action_done()

    def _worth(self, product):
        product.invalidate_recordset()
        return self._available(product, self.store), round(product.total_value, 2)

    def _balances(self):
        """:return: dict account → balance of everything posted"""
        self.env.flush_all()
        groups = self.env["account.move.line"]._read_group(
            [("parent_state", "=", "posted"), ("company_id", "=", self.company.id)],
            ["account_id"],
            ["balance:sum"],
        )
        return dict(groups)

    def _changes(self, before):
        """:return: dict name of the account → how its balance changed; nothing where it did not"""
        after, names = self._balances(), {account: name for name, account in self.account.items()}
        names |= {
            self._cash(self.till).journal_id.default_account_id: "cash",
            self._card(self.till).outstanding_account_id: "card",
            self.company._after_sales_clearing_account(): "clearing",
            self.company.after_sales_store_credit_journal_id.default_account_id: "credit",
        }
        changes = {}
        for account in {*before, *after}:
            name = names.get(account) or account.account_type
            change = after.get(account, 0.0) - before.get(account, 0.0)
            changes[name] = changes.get(name, 0.0) + change
        return {name: round(change, 2) for name, change in changes.items() if round(change, 2)}


@tagged("post_install", "-at_install")
class TestBooks(BooksCase):
    def test_all_that_was_sold_came_back(self):
        """After a day on which everything came back the books say what they said before."""
        for costing, valuation in WAYS:
            for update in ("real", "closing"):
                with self.subTest(costing=costing, valuation=valuation, update=update):
                    self.company.point_of_sale_update_stock_quantities = update
                    self._sell_and_return_everything(*self._goods(costing, valuation))

    def _sell_and_return_everything(self, small, large):
        worth, before = [self._worth(product) for product in (small, large)], self._balances()
        sales = [
            self._sell_at_till(self.till, (small, 2), (large, 1)),
            self._sell_at_till(
                self.till, (small, 1, {"discount": 10.0}), payments=[(self._card(self.till), 99.0)]
            ),
            self._sell_at_till(self.till, (large, 1), partner=self.customer, to_invoice=True),
        ]
        self._close(self.till)
        self._sell_by_card()
        for sale in sales:
            wishes = [self._wish(line, line.qty) for line in sale.lines]
            self._pay_back(self.till, *wishes)
        self._close(self.till)
        self.assertEqual([self._worth(product) for product in (small, large)], worth)
        self.assertEqual(self._changes(before), self.SOLD_BY_CARD)

    SOLD_BY_CARD = {"card": 200.0, "income": -200.0}

    def _sell_by_card(self):
        """Odoo books no session whose card payments come to less than nothing."""
        product = self._create_product(
            "Alteration",
            200.0,
            type="service",
            is_storable=False,
            taxes_id=[],
            available_in_pos=True,
        )
        self._sell_at_till(self.till, (product, 1), payments=[(self._card(self.till), 200.0)])

    def test_sold_and_returned_in_one_session(self):
        for update in ("real", "closing"):
            with self.subTest(update=update):
                self.company.point_of_sale_update_stock_quantities = update
                small, _large = self._goods("average", "real_time")
                worth, before = self._worth(small), self._balances()
                sale = self._sell_at_till(self.till, (small, 2))
                self._pay_back(self.till, self._wish(sale.lines, 2.0))
                self._close(self.till)
                self.assertEqual(self._worth(small), worth)
                self.assertEqual(self._changes(before), {})

    def test_first_bought_comes_back_before_its_sale_has_left_the_stock(self):
        """Ten were bought for 20.00; today another costs 40.00, and one of the stock 30.00."""
        self.company.point_of_sale_update_stock_quantities = "closing"
        small, _large = self._goods("fifo", "real_time")
        self._buy(small, 10, 40.0)
        worth, before = self._worth(small), self._balances()
        sale = self._sell_at_till(self.till, (small, 3))
        for quantity in (1.0, 2.0):
            self._pay_back(self.till, self._wish(sale.lines, quantity))
        self._close(self.till)
        self.assertEqual(self._worth(small), worth)
        self.assertEqual(self._changes(before), {})
        came = sale.lines.after_sales_line_ids.move_ids.sorted("id")
        self.assertEqual(came.mapped("value"), [20.0, 40.0])

    def test_first_bought_comes_back_after_its_session_was_closed(self):
        """Sold at 20.00 and moved with the day's closing; today one costs 40.00."""
        self.company.point_of_sale_update_stock_quantities = "closing"
        small, _large = self._goods("fifo", "real_time")
        worth, before = self._worth(small), self._balances()
        sale = self._sell_at_till(self.till, (small, 3))
        other = self._sell_at_till(self.till, (small, 1))
        self._close(self.till)
        self._buy(small, 10, 40.0)
        bought = self._worth(small)[1]
        for lines, quantity in ((sale.lines, 1.0), (other.lines, 1.0), (sale.lines, 2.0)):
            self._open(self.till)
            self._pay_back(self.till, self._wish(lines, quantity))
            self._close(self.till)
        self.assertAlmostEqual(self._worth(small)[1] - bought, 80.0)
        self.assertEqual(self._worth(small)[1] - worth[1], 400.0)
        self.assertEqual(self._changes(before).get("cost", 0.0), 0.0)

    def test_invoiced_after_its_session_was_closed_comes_back(self):
        """The stock left with the day's closing; the credit note takes its cost back."""
        self.company.point_of_sale_update_stock_quantities = "closing"
        small, _large = self._goods("average", "real_time")
        before = self._balances()
        sale = self._sell_at_till(self.till, (small, 2), partner=self.customer)
        self._close(self.till)
        sale.action_pos_order_invoice()
        self._buy(small, 10, 40.0)
        bought = self._worth(small)[1]
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self._close(self.till)
        self.assertEqual(refund.account_move.move_type, "out_refund")
        self.assertAlmostEqual(self._worth(small)[1] - bought, 20.0)
        changes = self._changes(before)
        self.assertEqual(changes.get("cost"), 20.0)
        self.assertAlmostEqual(changes["stock"], -20.0)

    def test_goods_come_back_at_the_value_they_left_with(self):
        small, _large = self._goods("average", "real_time")
        sale = self._sell_at_till(self.till, (small, 1))
        self._close(self.till)
        self._buy(small, 10, 40.0)
        value = self._worth(small)[1]
        before = self._balances()
        self._pay_back(self.till, self._wish(sale.lines))
        self._close(self.till)
        self.assertAlmostEqual(self._worth(small)[1] - value, 20.0)
        self.assertEqual(
            self._changes(before),
            {"cash": -110.0, "revenue": 100.0, "tax": 10.0, "stock": 20.0, "cost": -20.0},
        )

    def test_uneven_exchange_earns_the_difference(self):
        for valuation in ("periodic", "real_time"):
            with self.subTest(valuation=valuation):
                small, large = self._goods("standard", valuation)
                sale = self._sell_at_till(self.till, (small, 1))
                self._close(self.till)
                before = self._balances()
                self._exchange(self.till, self._wish(sale.lines), (large, 1))
                self._close(self.till)
                goods = {"stock": -5.0, "cost": 5.0} if valuation == "real_time" else {}
                self.assertEqual(
                    self._changes(before),
                    {"cash": 22.0, "revenue": -20.0, "tax": -2.0, **goods},
                )

    def test_invoiced_exchange(self):
        small, large = self._goods("standard", "real_time")
        sale = self._sell_at_till(self.till, (large, 1), partner=self.customer, to_invoice=True)
        self._close(self.till)
        before = self._balances()
        refund, new = self._exchange(
            self.till, self._wish(sale.lines), (small, 1), partner=self.customer, to_invoice=True
        )
        self.assertRecordValues(
            refund.account_move, [{"move_type": "out_refund", "amount_residual": 0.0}]
        )
        goods = refund.account_move.invoice_line_ids.filtered(lambda one: one.product_id == large)
        self.assertRecordValues(goods, [{"quantity": 1.0, "price_subtotal": 120.0}])
        self.assertEqual(new.account_move.move_type, "out_invoice")
        self._close(self.till)
        self.assertEqual(
            self._changes(before),
            {"cash": -22.0, "revenue": 20.0, "tax": 2.0, "stock": 5.0, "cost": -5.0},
        )

    def test_store_credit_is_owed(self):
        small, _large = self._goods("standard", "real_time")
        sale = self._sell_at_till(self.till, (small, 1), partner=self.customer)
        self._close(self.till)
        before = self._balances()
        self._pay_back(self.till, self._wish(sale.lines, resolution="store_credit"))
        self._close(self.till)
        self.assertEqual(
            self._changes(before),
            {"credit": -110.0, "revenue": 100.0, "tax": 10.0, "stock": 20.0, "cost": -20.0},
        )

    def test_web_order_is_paid_out(self):
        small, _large = self._goods("standard", "real_time")
        order = self._sell((small, 1), warehouse_id=self.store.id, pay=True)
        before = self._balances()
        self._sell_by_card()
        self._pay_back(self.till, self._wish(order.order_line))
        self._close(self.till)
        self.assertEqual(
            self._changes(before),
            {
                "card": 90.0,
                "income": -200.0,
                "revenue": 100.0,
                "tax": 10.0,
                "stock": 20.0,
                "cost": -20.0,
            },
        )

    def test_centre_takes_back_the_cost_that_the_till_booked(self):
        """Ten were bought for 20.00; today another costs 40.00."""
        for costing in ("fifo", "average"):
            with self.subTest(costing=costing):
                small, _large = self._goods(costing, "real_time")
                before, worth = self._balances(), self._worth(small)[1]
                sale = self._sell_at_till(self.till, (small, 2), partner=self.customer)
                self._close(self.till)
                self._buy(small, 10, 40.0)
                for _unit in range(2):
                    self._settle_in_centre(sale.lines)
                changes = self._changes(before)
                self.assertEqual((changes.get("cost"), changes.get("stock")), (None, None))
                self.assertEqual(self._worth(small)[1], worth + 400.0)

    def _bought_twice(self):
        """Ten for 20.00 and ten for 20.01: a piece costs 20.005, two cost 40.01."""
        small, _large = self._goods("average", "real_time")
        self._buy(small, 10, 20.01)
        return small

    def test_cost_of_an_invoice_comes_back_piece_by_piece(self):
        """To the cent, wherever each piece comes back: T is the till, O the other one, C the
        centre."""
        for ways in ("TO", "CC", "TCOC"):
            with self.subTest(ways=ways), self.undone():
                small = self._bought_twice()
                before, worth = self._balances(), self._worth(small)[1]
                sale = self._sell_at_till(
                    self.till, (small, len(ways)), partner=self.customer, to_invoice=True
                )
                for way in ways:
                    self._give_back(sale.lines, way)
                self._assert_cost_is_back(before, small, worth)

    def test_cost_that_a_closing_booked_comes_back_piece_by_piece(self):
        """Invoiced after its session was closed; today's cost is another."""
        self.company.point_of_sale_update_stock_quantities = "closing"
        for ways in ("TT", "CC", "TCOC"):
            with self.subTest(ways=ways), self.undone():
                small = self._bought_twice()
                before, worth = self._balances(), self._worth(small)[1]
                sale = self._sell_at_till(self.till, (small, len(ways)), partner=self.customer)
                self._close(self.till)
                sale.action_pos_order_invoice()
                self._buy(small, 10, 40.0)
                for way in ways:
                    self._give_back(sale.lines, way)
                self._assert_cost_is_back(before, small, worth + 400.0)

    def test_lots_that_a_closing_moved_come_back(self):
        """Odoo keeps no link from such a receipt to the moves of its lots: no cost is told."""
        self.company.point_of_sale_update_stock_quantities = "closing"
        small, _large = self._goods("average", "real_time")
        cream = self._create_product(
            "Cream", 100.0, tracking="lot", available_in_pos=True, categ_id=small.categ_id.id
        )
        lot = self.env["stock.lot"].create({"name": "LOT-1", "product_id": cream.id})
        self._stock(cream, 5, lot=lot, warehouse=self.store)
        lots = {"pack_lot_ids": ["LOT-1"]}
        sale = self._sell_at_till(self.till, (cream, 1, lots), partner=self.customer)
        self._close(self.till)
        sale.action_pos_order_invoice()
        refund = self._pay_back(self.till, self._wish(sale.lines, lots=["LOT-1"]))
        self.assertRecordValues(
            refund.account_move, [{"move_type": "out_refund", "amount_total": 110.0}]
        )

    def test_a_consignors_goods_come_back_without_cost(self):
        small, _large = self._goods("average", "real_time")
        consignor = self.env["res.partner"].create({"name": "Consignor"})
        mine = self._create_product(
            "Scarf", 100.0, available_in_pos=True, categ_id=small.categ_id.id
        )
        self.env["stock.quant"]._update_available_quantity(
            mine, self.store.lot_stock_id, 5, owner_id=consignor
        )
        before = self._balances()
        sale = self._sell_at_till(self.till, (mine, 1), partner=self.customer, to_invoice=True)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self._close(self.till)
        self.assertRecordValues(
            refund.account_move, [{"move_type": "out_refund", "amount_total": 110.0}]
        )
        self.assertEqual(self._changes(before), {})

    def test_cost_comes_back_as_it_is_sorted(self):
        """Two came back at once, and the centre decides on one after the other."""
        for invoiced in (False, True):
            with self.subTest(invoiced=invoiced), self.undone():
                small = self._bought_twice()
                before, worth = self._balances(), self._worth(small)[1]
                sale = self._sell_at_till(
                    self.till, (small, 2), partner=self.customer, to_invoice=invoiced
                )
                self._close(self.till)
                order = self._return_of_pos(sale.lines, 2.0, warehouse_id=self.warehouse.id)
                self._receive(self._approve(order))
                for _piece in range(2):
                    part = order.action_sort()
                    part.write({"quantity": 1.0, "grade_id": self.grade_a.id})
                    part.action_decide()
                    part.action_settle()
                self._assert_cost_is_back(before, small, worth)

    def test_cost_that_was_credited_by_hand_comes_back_once(self):
        """A piece is credited by hand at 20.005, which is 20.01; 20.00 is left for the other."""
        small = self._bought_twice()
        before, worth = self._balances(), self._worth(small)[1]
        sale = self._sell_at_till(self.till, (small, 2), partner=self.customer, to_invoice=True)
        invoice = sale.account_move
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        wizard.refund_moves()
        wizard.new_move_ids.invoice_line_ids.filtered("product_id").quantity = 1.0
        wizard.new_move_ids.action_post()
        self._pay_back(self.till, self._wish(sale.lines, 2.0))
        self._assert_cost_is_back(before, small, worth)

    def _assert_cost_is_back(self, before, product, worth):
        changes = self._changes(before)
        self.assertEqual((changes.get("cost"), changes.get("stock")), (None, None))
        self.assertEqual(self._worth(product)[1], worth)

    def _give_back(self, line, way):
        if way == "C":
            self._settle_in_centre(line)
        else:
            self._pay_back(self.other_till if way == "O" else self.till, self._wish(line))

    def _settle_in_centre(self, line, quantity=1.0):
        order = self._return_of_pos(line, quantity, warehouse_id=self.warehouse.id)
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id)
        order.action_settle()
        return order

    def test_no_cost_comes_back_that_none_booked(self):
        """The goods' category is perpetual, the company is not: Odoo's tills follow both, and its
        invoices ask the till's transfers."""
        for update, invoiced in (
            ("real", False),
            ("real", True),
            ("closing", False),
            ("closing", "later"),
        ):
            for way in "TC":
                with self.subTest(update=update, invoiced=invoiced, way=way), self.undone():
                    small, _large = self._goods("standard", "real_time")
                    self.company.inventory_valuation = "periodic"
                    # A category that says what its company says follows the company.
                    small.categ_id.property_valuation = "real_time"
                    self.company.point_of_sale_update_stock_quantities = update
                    before, worth = self._balances(), self._worth(small)[1]
                    sale = self._sell_at_till(
                        self.till, (small, 1), partner=self.customer, to_invoice=invoiced is True
                    )
                    self._close(self.till)
                    if invoiced == "later":
                        sale.action_pos_order_invoice()
                    self._give_back(sale.lines, way)
                    if way == "T":
                        self._close(self.till)
                    self._assert_cost_is_back(before, small, worth)

    def test_fee_of_the_centre_takes_no_goods_back(self):
        """Two pieces come back; the fee that is withheld is no third one."""
        self.policy.fee_percent = 10.0
        for invoiced in (False, True):
            for product in (self.company.after_sales_fee_product_id, self.env["product.product"]):
                with self.subTest(invoiced=invoiced, product=product), self.undone():
                    self.company.after_sales_fee_product_id = product
                    small, _large = self._goods("standard", "real_time")
                    before, worth = self._balances(), self._worth(small)[1]
                    sale = self._sell_at_till(
                        self.till, (small, 2), partner=self.customer, to_invoice=invoiced
                    )
                    self._close(self.till)
                    note = self._settle_in_centre(sale.lines, 2.0).refund_ids
                    self.assertRecordValues(note, [{"amount_total": 198.0, "amount_tax": 18.0}])
                    fee = note.invoice_line_ids.filtered(lambda line: line.price_subtotal < 0)
                    self.assertEqual(fee.name, "Restocking fee: Shoe 38")
                    self._assert_cost_is_back(before, small, worth)

    def test_restocking_fee_is_revenue(self):
        self.policy.fee_percent = 10.0
        small, _large = self._goods("standard", "periodic")
        sale = self._sell_at_till(self.till, (small, 1))
        self._close(self.till)
        before = self._balances()
        self._pay_back(self.till, self._wish(sale.lines))
        self._close(self.till)
        changes = self._changes(before)
        self.assertEqual((changes["cash"], changes["tax"]), (-99.0, 9.0))
        self.assertEqual(changes["revenue"] + changes.get("income", 0.0), 90.0)


@tagged("post_install", "-at_install")
class TestTicketCost(TicketCase):
    def test_queries_do_not_grow_with_the_lines(self):
        # The first one of a process also reads what every later one has in its caches.
        _first, one, many = self._queries(1), self._queries(1), self._queries(20)
        self.assertLessEqual(one, 200)
        self.assertLessEqual(many, 200 + 19 * 11)

    def _queries(self, lines):
        """:return: the queries of a synced return of so many lines"""
        products = [
            self._create_product(f"P{index}", 10.0, available_in_pos=True) for index in range(lines)
        ]
        for product in products:
            self._stock(product, 5, warehouse=self.store)
        sale = self._sell_at_till(self.till, *[(product, 1) for product in products])
        wishes, ticket = [self._wish(line) for line in sale.lines], str(uuid4())
        quote = self._quote(self.till, wishes, ticket)["orders"][0]
        data = self._return_data(self.till, quote, wishes, ticket)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._sync(self.till, data)
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        self.assertEqual(len(sale.lines.after_sales_line_ids), lines)
        return count
