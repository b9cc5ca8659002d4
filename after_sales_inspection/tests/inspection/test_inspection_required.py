from odoo.tests import tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestInspectionRequired(InspectionCommon):
    """What must be inspected waits for it."""

    # Returns --------------------------------------------------------------------------------

    def test_required_inspection_stops_sorting(self):
        self.checklist.required = True
        part = self._to_sort()
        part.grade_id = self.grade_a
        with self.assertRefused("Shoe: “Shoes that came back” is to be filled in"):
            part.action_decide()
        inspection = part.after_sales_inspection_ids
        self._answer(inspection)
        inspection.action_finish()
        part.action_decide()
        self.assertEqual(part.state, "decided")

    def test_other_products_do_not_wait(self):
        self.checklist.required = True
        parts = self._returned((self.shirt, 1)).action_sort()
        parts.grade_id = self.grade_a
        parts.action_decide()
        self.assertFalse(parts.after_sales_inspection_ids)

    def test_sorting_plans_what_is_required(self):
        self.checklist.required = True
        order = self._returned((self.shoe, 1), (self.shirt, 1))
        parts = order.action_sort()
        self.assertEqual(len(parts.after_sales_inspection_ids), 1)
        order.action_sort()
        self.assertEqual(len(parts.after_sales_inspection_ids), 1)

    def test_inspection_of_the_line_counts(self):
        self.checklist.required = True
        part = self._to_sort()
        inspection = self._create_inspection(line_id=part.line_id.id)
        self._answer(inspection)
        inspection.action_finish()
        part.action_decide()
        self.assertTrue(part.date_decided)

    def test_cancelled_inspection_does_not_count(self):
        self.checklist.required = True
        part = self._to_sort()
        part.after_sales_inspection_ids.action_cancel()
        with self.assertRefused("is to be filled in"):
            part.action_decide()
        self.assertEqual(part.action_inspect()["res_model"], "after.sales.inspection")
        self.assertEqual(part.after_sales_inspection_ids.mapped("state"), ["to_do", "cancelled"])

    def test_sorter_inspects_and_decides(self):
        self._create_people()
        self.checklist.required = True
        part = self._to_sort().with_user(self.sorter)
        inspection = self.env["after.sales.inspection"].with_user(self.sorter)
        inspection = inspection.browse(part.action_inspect()["res_id"])
        self._answer(inspection, sole="fail")
        inspection.action_finish()
        part.action_decide()
        self.assertRecordValues(part, [{"state": "decided", "route": "vendor"}])

    def test_what_the_customer_keeps_cannot_be_inspected(self):
        self.checklist.required = True
        order = self._create_return(self._sell((self.shoe, 1)), transport="keep")
        self._approve(order)
        order.disposition_ids.action_decide()
        self.assertTrue(order.disposition_ids.date_decided)

    def test_route_that_goes_with_its_addon_is_not_proposed_any_more(self):
        part = self._to_sort()
        inspection = self._create_inspection(disposition_id=part.id)
        self._answer(inspection, sole="fail")
        inspection.action_finish()
        part._forget_gone_route("vendor")
        self.assertRecordValues(
            inspection, [{"route": False, "proposed_route": False, "grade_id": self.grade_c.id}]
        )
        self.assertFalse(self.checklist.rule_ids.filtered(lambda rule: rule.route == "vendor"))

    # Dispatch -------------------------------------------------------------------------------

    def _delivery(self, product=None, quantity=1):
        sale = self._sell((product or self.shoe, quantity), deliver=False, invoice=False)
        delivery = sale.picking_ids
        delivery.action_assign()
        return delivery

    def _require_before_dispatch(self, **vals):
        return self._create_checklist(
            name="Before they leave", occasion="before_dispatch", required=True, **vals
        )

    def _inspect(self, delivery, **answers):
        """Fill in what waits; other items of the checklist pass."""
        delivery.action_after_sales_inspect()
        for inspection in delivery.after_sales_inspection_ids.filtered(
            lambda one: one.state == "to_do"
        ):
            for item in inspection.checklist_id.item_ids:
                value = {"Sole": "pass", "Shaft": "pass", "Gap": 1.0, "Stains": 0, "Remarks": "-"}
                value.update(answers)
                inspection.save_answer(
                    item.id, item.choice_ids[:1].id if item.choice_ids else value[item.name]
                )
            inspection.action_finish()

    def test_required_inspection_stops_dispatch(self):
        self._require_before_dispatch()
        delivery = self._delivery()
        with self.assertRefused("Shoe: “Before they leave” is to be filled in before it leaves"):
            delivery.button_validate()
        self._inspect(delivery)
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")

    def test_what_failed_does_not_leave(self):
        self._require_before_dispatch()
        delivery = self._delivery()
        self._inspect(delivery, Gap=9.0)
        with self.assertRefused("it failed “Before they leave”"):
            delivery.button_validate()
        self._inspect(delivery)
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")

    def test_each_serial_is_inspected(self):
        self._require_before_dispatch(categ_ids=self.phone.categ_id.ids)
        self._create_serials(self.phone, "IMEI-1", "IMEI-2")
        delivery = self._delivery(self.phone, 2)
        with self.assertRefused("IMEI-2"):
            delivery.button_validate()
        self._inspect(delivery)
        inspections = delivery.after_sales_inspection_ids
        self.assertEqual(set(inspections.lot_id.mapped("name")), {"IMEI-1", "IMEI-2"})
        delivery.button_validate()
        self.assertEqual(delivery.state, "done")

    def test_receipts_do_not_wait(self):
        self._require_before_dispatch()
        order = self._create_return(self._sell_uninspected())
        self._approve(order)
        self._receive(order)
        self.assertEqual(order.picking_ids.state, "done")

    def _sell_uninspected(self):
        required = self.env["after.sales.checklist"].search([("required", "=", True)])
        required.required = False
        sale = self._sell((self.shoe, 1))
        required.required = True
        return sale

    def test_nothing_to_inspect(self):
        with self.assertRefused("no checklist is required"):
            self._delivery().action_after_sales_inspect()

    def test_people_without_a_role_of_ours_are_told(self):
        self._create_people()
        self._require_before_dispatch()
        delivery = self._delivery().with_user(self.picker)
        with self.assertRefused("is to be filled in before it leaves"):
            delivery.button_validate()
