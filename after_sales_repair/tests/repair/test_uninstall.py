from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.uninstall_common import UninstallCommon

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestUninstall(UninstallCommon, RepairCommon):
    """What the values that this addon adds leave behind when they go."""

    addon = "after_sales_repair"

    def _remove_all(self, reverse=False):
        names = [
            "after.sales.return.stage",
            "after.sales.disposition.resolution",
            "after.sales.disposition.route",
            "after.sales.return.line.resolution",
        ]
        self._remove(*(names[::-1] if reverse else names))

    def _notes(self, order):
        return " ".join(order.message_ids.mapped("preview"))

    def test_no_added_value_leaves_an_empty_field_behind(self):
        self._check_no_value_leaves_an_empty_field()

    def test_decided_repair_is_sent_back_and_can_be_settled(self):
        order = self._returned_repair().after_sales_return_id
        self.assertEqual(order.stage, "in_repair")
        self._remove_all()
        part = order.disposition_ids
        self.assertRecordValues(
            part, [{"route": "send_back", "resolution": "none", "state": "decided"}]
        )
        self.assertEqual(order.stage, "to_settle")
        self.assertEqual(order.line_ids.resolution, "none")
        order.action_settle()
        self.assertRecordValues(order, [{"state": "closed", "amount_refund": 0.0}])

    def test_order_of_the_values_does_not_matter(self):
        order = self._returned_repair().after_sales_return_id
        self._remove_all(reverse=True)
        self.assertRecordValues(
            order.disposition_ids, [{"route": "send_back", "resolution": "none"}]
        )
        self.assertEqual(order.stage, "to_settle")

    def test_chatter_says_what_was_changed(self):
        order = self._returned_repair().after_sales_return_id
        self._remove_all()
        notes = self._notes(order)
        self.assertIn("1 Units of Shoe (Decided)", notes)
        self.assertIn("Repair → Send back to customer", notes)
        self.assertIn("Repair → Nothing", notes)
        self.assertIn("which the customer wanted for Shoe", notes)

    def test_settled_repair_is_one_that_went_back(self):
        repair = self._returned_repair()
        order = repair.after_sales_return_id
        self._diagnose(repair)
        repair.hand_back_by = "pickup"
        self._work(repair)
        self._hand_back(repair)
        self.assertEqual(order.state, "closed")
        self._remove_all()
        self.assertRecordValues(
            order.disposition_ids,
            [{"route": "send_back", "resolution": "none", "state": "settled"}],
        )
        self.assertRecordValues(order, [{"state": "closed", "stage": "closed"}])

    def test_draft_repair_is_decided_as_sending_back(self):
        order = self._returned(
            (self.shoe, 1), line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        part = order.action_sort()
        self.assertRecordValues(part, [{"route": "repair", "resolution": "repair"}])
        self._remove_all()
        self.assertRecordValues(
            part, [{"route": "send_back", "resolution": "none", "state": "draft"}]
        )
        self.assertEqual(order.stage, "to_sort")
        part.action_decide()
        back = order.picking_ids.filtered(lambda one: one.picking_type_code == "outgoing")
        self.assertRecordValues(back.move_ids, [{"product_id": self.shoe.id, "quantity": 1.0}])

    def test_repaired_goods_that_are_ours_are_not_taken_for_new(self):
        """The customer has the money; the item was to be repaired and sold."""
        order = self._returned((self.shoe, 1))
        part = self._decide(order, route="repair", resolution="refund")
        self._remove_all()
        self.assertRecordValues(part, [{"route": "outlet", "resolution": "refund"}])
        order.action_settle()
        self.assertRecordValues(part, [{"state": "settled", "amount_credited": 80.0}])

    def test_wish_of_an_open_request_is_asked_for_again(self):
        order = self._create_return(
            self._sell((self.shoe, 1)),
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        order.action_request()
        self._remove_all()
        self.assertEqual(order.line_ids.resolution, "none")
        self.assertIn("Ask what it shall be instead", self._notes(order))
        order.line_ids.resolution = "refund"

    def test_policies_reasons_and_grades_forget_repairs(self):
        self.policy.window_ids = [Command.create({"resolution": "repair", "window_days": 9})]
        self.defect.resolution = "repair"
        self.grade_d.route = "repair"
        self._remove_all()
        self.assertNotIn("repair", self.policy.window_ids.mapped("resolution"))
        self.assertFalse(self.defect.resolution)
        self.assertFalse(self.grade_d.route)

    def test_promises_of_repairs_go_with_their_rules(self):
        repair = self._returned_repair()
        self.assertIn("diagnosis", repair.promise_ids.mapped("step"))
        self._remove("after.sales.promise.rule.step")
        self.assertFalse(repair.promise_ids.exists())
        rules = self.env["after.sales.promise.rule"].with_context(active_test=False).search([])
        self.assertFalse({"diagnosis", "hand_back"} & {r.step for r in rules})

    def test_kept_part_is_a_removed_one_where_it_lies(self):
        repair = self._counter_repair()
        repair.action_validate()
        repair.move_ids = [
            Command.create(
                {
                    "product_id": self.shirt.id,
                    "product_uom_qty": 1,
                    "repair_line_type": "keep",
                }
            )
        ]
        self._diagnose(repair)
        self._work(repair)
        kept = repair.move_ids
        place = self.warehouse.after_sales_parts_location_id
        self.assertRecordValues(kept, [{"state": "done", "location_dest_id": place.id}])
        self._remove("stock.move.repair_line_type")
        self.env.flush_all()
        self.assertRecordValues(
            kept, [{"repair_line_type": "remove", "location_dest_id": place.id}]
        )

    def test_goods_go_to_returns_and_places_out_of_use(self):
        repair = self._counter_repair()
        repair.action_validate()
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 1)
        self.env["ir.model.data"]._after_sales_keep("after_sales_repair")
        back = self.warehouse.after_sales_location_id
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 0)
        self.assertEqual(self._quantity_at(self.shirt, back, self.customer), 1)
        self.assertFalse(self.shelf.active)
        self.assertTrue(back.active)

    def test_transfer_under_way_leaves_from_where_the_goods_are(self):
        repair = self._counter_repair(hand_back_by="ship")
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        shipment = repair._shipments()
        self.assertEqual(shipment.location_id, self.shelf)
        self.env["ir.model.data"]._after_sales_keep("after_sales_repair")
        back = self.warehouse.after_sales_location_id
        self.assertEqual((shipment | shipment.move_line_ids.move_id).location_id, back)
        shipment.picked = True
        shipment.picking_id._action_done()
        self.assertEqual(shipment.state, "done")
        self.assertEqual(self._quantity_at(self.shirt, back, self.customer), 0)
