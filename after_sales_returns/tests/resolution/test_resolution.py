from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestResolution(TransactionCase):
    """The tables of resolutions and routes, and the selections and methods they are of."""

    def _values(self, model, name):
        return set(self.env[model]._fields[name].get_values(self.env))

    def test_every_resolution_has_a_row_and_is_carried_out(self):
        table = self.env["after.sales.resolution"]
        values = self._values("after.sales.disposition", "resolution")
        self.assertEqual(values, self._values("after.sales.return.line", "resolution"))
        self.assertEqual(values, set(table._labels()))
        parts = self.env["after.sales.disposition"]
        self.assertFalse([one for one in values if not hasattr(parts, f"_settle_{one}")])

    def test_every_route_has_a_row_and_is_carried_out(self):
        values = self._values("after.sales.disposition", "route")
        self.assertEqual(values, set(self.env["after.sales.route"]._by_value()))
        parts = self.env["after.sales.disposition"]
        self.assertFalse([one for one in values if not hasattr(parts, f"_route_{one}")])

    def test_what_takes_the_sale_back_what_bears_a_fee_what_gives_other_goods(self):
        rows = self.env["after.sales.resolution"]._by_value().values()
        found = {
            fact: [row.value for row in rows if getattr(row, fact)]
            for fact in ("credits", "pays", "fee", "new_goods", "ahead")
        }
        money = ["refund", "store_credit"]
        self.assertEqual(
            found,
            {
                "credits": [*money, "exchange"],
                "pays": money,
                "fee": money,
                "new_goods": ["exchange"],
                "ahead": [*money, "exchange"],
            },
        )

    def test_nothing_is_known_of_what_nobody_added(self):
        row = self.env["after.sales.resolution"]._row("voucher")
        self.assertFalse(row.credits or row.portal or row.ahead)

    def test_an_addon_says_more_of_a_value_without_unsaying_the_rest(self):
        table = type(self.env["after.sales.route"])
        said = {"outlet": {"sequence": 99}, "museum": {"location": "lot_stock_id"}}
        self.patch(table, "_rows", said)
        self.addCleanup(self.registry.clear_cache, "stable")
        self.registry.clear_cache("stable")
        rows = self.env["after.sales.route"]._by_value()
        self.assertEqual(rows["outlet"].location, "after_sales_outlet_location_id")
        self.assertEqual(rows["outlet"].sequence, 99)
        self.assertEqual(rows["museum"].location, "lot_stock_id")

    def test_labels_are_read_in_the_language_of_the_reader(self):
        table = self.env["after.sales.resolution"]
        self.assertEqual(table._labels()["refund"], "Refund")
        self.assertEqual(table.with_context(lang="zh_CN")._labels()["refund"], "退款")
