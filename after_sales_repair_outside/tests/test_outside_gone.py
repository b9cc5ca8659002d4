from odoo import fields
from odoo.tests import tagged

from .common import OutsideCommon


@tagged("post_install", "-at_install")
class TestGoneOutside(OutsideCommon):
    """The outside repairer does not give it back."""

    def test_never_returned_by_the_repairer(self):
        outside = self._outside()
        repair = outside.repair_id
        outside.action_send()
        wizard = self.env["after.sales.repair.gone"].create(
            {"repair_id": repair.id, "reason": "Closed down", "amount": 40.0}
        )
        self.assertEqual(wizard.liable, "repairer")
        wizard.action_confirm()
        self.assertEqual(outside.state, "lost")
        self.assertEqual(outside.sudo().purchase_id.state, "cancel")
        self.assertEqual(outside.sudo().purchase_line_id.qty_received, 0)
        self.assertEqual(self._quantity_at(self.shirt, self.away, self.customer), 0)
        self.assertRecordValues(
            repair,
            [
                {
                    "outcome": "lost",
                    "after_sales_is_outside": False,
                    "after_sales_stage": "cancelled",
                }
            ],
        )
        self.assertFalse(repair.cost_ids.filtered(lambda cost: cost.kind == "outside"))

    def _lost_there(self, outside):
        outside.repair_id.sudo()._end_without_item("lost", "Closed down", "repairer")

    def test_locked_order_of_a_lost_item_is_cancelled(self):
        self.company.po_lock = "lock"
        outside = self._outside()
        outside.action_send()
        order = outside.sudo().purchase_id
        order.button_lock()
        self._lost_there(outside)
        self.assertRecordValues(order, [{"state": "cancel", "locked": False}])

    def test_what_is_billed_for_a_lost_item_is_its_cost(self):
        """Before it was known to be lost, or afterwards."""
        for billed_before in (True, False):
            outside = self._outside()
            outside.action_send()
            order = self.env["purchase.order"].browse(outside.sudo().purchase_id.id)
            order.action_create_invoice()
            bill = order.invoice_ids
            bill.invoice_date = fields.Date.today()
            bill.invoice_line_ids.write({"quantity": 1.0, "price_unit": 42.0})
            if billed_before:
                bill.action_post()
            self._lost_there(outside)
            bill.filtered(lambda bill: bill.state == "draft").action_post()
            cost = outside.repair_id.sudo().cost_ids.filtered(lambda cost: cost.kind == "outside")
            with self.subTest(billed_before=billed_before):
                self.assertEqual(cost.mapped("amount"), [42.0])
                bill.button_draft()
                self.assertFalse(cost.exists())
