from odoo.tests import tagged

from ..path_common import PathCommon
from ..store_common import StoreCommon


@tagged("post_install", "-at_install")
class TestNotRepairablePaths(PathCommon):
    """Each way an item goes on that cannot be repaired: place, value, money."""

    def test_each_route_and_resolution(self):
        for mode in ("direct", "transfer"):
            for route in ("outlet", "vendor", "scrap"):
                for resolution in ("refund", "exchange", "store_credit", "none"):
                    with self.subTest(mode=mode, route=route, resolution=resolution):
                        self._check_path(mode, route, resolution)

    def _check_path(self, mode, route, resolution):
        place = {"outlet": self.outlet, "vendor": self.vendor_shelf}.get(route)
        before = place and self._quantity_at(self.shoe, place)
        value = self._value(self.shoe)
        repair = self._on_shelf(mode)
        order = repair.after_sales_return_id
        self._give_up(repair, route, resolution)
        self._move(order.disposition_ids.move_ids.picking_id.filtered(lambda p: p.state != "done"))
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)
        if place:
            self.assertEqual(self._quantity_at(self.shoe, place), before + 1)
        self.assertEqual(self._value(self.shoe), value if place else value - 30.0)
        self.assertEqual(repair.after_sales_stage, "handed_back")
        if resolution != "none":
            self.assertEqual(order.stage, "to_settle")
            order.with_user(self.clerk).action_settle()
        credited = [80.0] if resolution in ("refund", "store_credit") else []
        self.assertEqual(order.refund_ids.mapped("amount_untaxed"), credited)
        self.assertEqual(order.state, "closed")
        self.assertEqual(order.line_ids.sale_line_id.qty_to_invoice, 0)

    def test_sent_back_it_is_the_customers_again(self):
        for mode in ("direct", "transfer"):
            with self.subTest(mode=mode):
                repair = self._on_shelf(mode)
                order = repair.after_sales_return_id
                self._give_up(repair, "send_back")
                self.assertEqual(order.stage, "in_repair")
                self._hand_back(repair)
                self.assertFalse(order.refund_ids)
                self.assertEqual(order.state, "closed")
                sold = order.line_ids.sale_line_id
                self.assertRecordValues(sold, [{"qty_delivered": 1.0, "qty_to_invoice": 0.0}])

    def test_stores_own_item_does_not_go_back_to_the_saleable_stock(self):
        for route, place in (("outlet", self.outlet), ("vendor", self.vendor_shelf)):
            with self.subTest(route=route):
                available, value = self._available(self.shoe), self._value(self.shoe)
                repair = self._counter_repair(
                    self.shoe, after_sales_origin="store", partner_id=False
                )
                repair.action_validate()
                self._give_up(repair, route)
                self.assertEqual(repair.after_sales_stage, "handed_back")
                self.assertEqual(self._quantity_at(self.shoe, place), 1)
                self.assertEqual(self._available(self.shoe), available - 1)
                self.assertEqual(self._value(self.shoe), value)

    def test_wizard_proposes_by_rpc_what_the_form_proposes(self):
        repair = self._on_shelf()
        wizard = self.env["after.sales.not.repairable"].create(
            {"repair_id": repair.id, "reason": "No sole fits"}
        )
        self.assertRecordValues(wizard, [{"route": "scrap", "resolution": "refund"}])


@tagged("post_install", "-at_install")
class TestStorePaths(StoreCommon):
    """Items of a store that has a workshop."""

    def test_given_up_before_it_was_sent_stays_at_the_store(self):
        self.company.after_sales_sort_transfer = "direct"
        self._stock(self.shoe, 1, warehouse=self.store)
        order = self._create_return(
            self._sell((self.shoe, 1), warehouse_id=self.store.id),
            warehouse_id=self.store.id,
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        self._approve(order)
        self._receive(order)
        self._decide(order, route="repair")
        order.repair_ids._give_up("Sole torn", "outlet", "refund")
        outlet = self.store.after_sales_outlet_location_id
        self.assertEqual(self._quantity_at(self.shoe, outlet), 1)
