from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.uninstall_common import UninstallCommon

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchFreight(UninstallCommon, TransitCommon):
    """What sending costs is among the costs of what was sent."""

    addon = "after_sales_repair_transit"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_freight_amount = 10.0

    def test_freight_that_is_corrected_reaches_the_costs(self):
        batch = self._send(self._store_repair() | self._store_repair())
        costs = self.env["after.sales.cost"]
        domain = [("batch_id", "=", batch.id)]
        self.assertEqual(costs.search(domain).mapped("amount"), [5.0, 5.0])
        for amount in (25.01, 0.0, 8.0):
            batch.freight_amount = amount
            self.assertAlmostEqual(sum(costs.search(domain).mapped("amount")), amount, 2)
        self.assertEqual(len(costs.search(domain)), 2)
        with self.assertRefused("“Freight” cannot be “-1.0”"):
            batch.freight_amount = -1.0

    def test_no_added_value_leaves_an_empty_field_behind(self):
        self._check_no_value_leaves_an_empty_field()

    def test_freight_stays_a_cost_without_this_addon(self):
        repair = self._store_repair()
        self._send(repair)
        self._remove("after.sales.cost.kind")
        self.assertRecordValues(repair.cost_ids, [{"kind": "other", "amount": 10.0}])

    def test_promise_of_the_round_trip_goes_with_its_rule(self):
        repair = self._store_repair()
        self._send(repair)
        self.assertIn("store_round_trip", repair.promise_ids.mapped("step"))
        self._remove("after.sales.promise.rule.step")
        self.assertNotIn("store_round_trip", repair.promise_ids.mapped("step"))
        self.assertIn("hand_back", repair.promise_ids.mapped("step"))
