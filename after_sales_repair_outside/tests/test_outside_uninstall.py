from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.uninstall_common import UninstallCommon

from .common import OutsideCommon


@tagged("post_install", "-at_install")
class TestOutsideUninstall(UninstallCommon, OutsideCommon):
    """Repairs go on when this addon goes."""

    addon = "after_sales_repair_outside"

    def test_no_added_value_leaves_an_empty_field_behind(self):
        self._check_no_value_leaves_an_empty_field()

    def test_item_that_moved_on_paper_only_is_to_be_repaired(self):
        """Nothing of it lies in a place, which would stand against the uninstall."""
        repair = self._to_repair(product_id=False, item_name="Pocket watch")
        self._outside(repair).action_send()
        self.assertEqual(repair.after_sales_stage, "outside")
        self._remove("repair.order.after_sales_stage")
        self.assertRecordValues(
            repair, [{"after_sales_stage": "to_repair", "after_sales_is_outside": False}]
        )

    def test_cost_of_outside_repairs_stays_a_cost(self):
        outside = self._outside()
        outside.action_send()
        outside.action_back()
        cost = outside.repair_id.sudo().cost_ids
        self._remove("after.sales.cost.kind")
        self.assertRecordValues(cost, [{"kind": "other", "amount": 35.0}])

    def test_loss_at_a_repairer_is_the_companys(self):
        outside = self._outside()
        outside.action_send()
        repair = outside.repair_id.sudo()
        repair._end_without_item("lost", "Closed down", "repairer")
        self._remove("repair.order.gone_liable")
        self.assertEqual(repair.gone_liable, "company")

    def test_uninstall_is_refused_while_a_repairer_has_items(self):
        outside = self._outside()
        outside.action_send()
        module = self.env["ir.module.module"].search([("name", "=", self.addon)])
        with self.assertRefused("units lie in .*Outside Repair"):
            module.button_uninstall()

    def test_empty_place_goes_out_of_use_and_comes_back(self):
        store = self.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})
        place = store.after_sales_outside_location_id
        self.env["ir.model.data"]._after_sales_keep(self.addon)
        self.assertFalse(place.active)
        store.after_sales_outside_location_id = False
        self.env["ir.model.data"]._after_sales_recall()
        self.assertEqual(store.after_sales_outside_location_id, place)
        self.assertTrue(place.active)
