"""What stock and books say before and after, for each costing method and valuation."""

from functools import wraps
from itertools import product as combinations

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


class BooksCase(AfterSalesCommon):
    """Goods bought at a known cost, and the books compared account by account."""

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
            [
                ("product_id", "=", product.id),
                ("location_id.usage", "=", "internal"),
                ("owner_id", "=", False),
            ]
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
