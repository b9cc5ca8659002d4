from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestCounter(AfterSalesCommon):
    """Returns that come in, or do not, where nobody expected them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = cls.env["stock.warehouse"].create(
            {"name": "Store", "code": "STO", "company_id": cls.company.id}
        )

    def test_brought_elsewhere_is_expected_there_only(self):
        order = self._create_return(self._sell((self.shirt, 3)), {self.shirt: 2.0})
        self._approve(order)
        old = order.picking_ids
        order._bring_to(self.store)
        self.assertEqual(order.warehouse_id, self.store)
        self.assertEqual(order.line_ids.warehouse_id, self.store)
        self.assertEqual(old.state, "cancel")
        new = order.picking_ids - old
        self.assertRecordValues(
            new,
            [
                {
                    "picking_type_id": self.store.after_sales_in_type_id.id,
                    "location_dest_id": self.store.after_sales_location_id.id,
                }
            ],
        )
        self.assertEqual(new.move_ids.product_uom_qty, 2.0)
        self._receive(order)
        self.assertEqual(order.stage, "to_sort")
        self.assertEqual(order.disposition_ids.warehouse_id, self.store)

    def test_requested_moves_without_receipts(self):
        order = self._create_return(self._sell((self.shirt, 1)), {self.shirt: 1.0})
        order.action_request()
        order._bring_to(self.store)
        self.assertEqual((order.state, order.warehouse_id), ("requested", self.store))
        self.assertFalse(order.picking_ids)

    def test_what_came_in_keeps_its_warehouse(self):
        order = self._create_return(self._sell((self.shirt, 2)), {self.shirt: 2.0})
        self._approve(order)
        self._receive(order, 1.0)
        with self.assertRaisesRegex(UserError, "the rest has to go there"):
            order._bring_to(self.store)
        self.assertEqual(order.warehouse_id, self.warehouse)

    def test_nobody_else_moves_it(self):
        order = self._create_return(self._sell((self.shirt, 1)), {self.shirt: 1.0})
        self._approve(order)
        with self.assertRaisesRegex(UserError, "fixed"):
            order.warehouse_id = self.store

    def test_refused_at_the_counter_keeps_verdict_and_claims_nothing(self):
        sale = self._sell((self.shirt, 1))
        vals = {
            "partner_id": sale.partner_id.id,
            "refusal_reason": "Worn.",
            "line_ids": [(0, 0, {"sale_line_id": sale.order_line.id, "reason_id": self.reason.id})],
        }
        order = self.env["after.sales.return"]._refuse_at_counter([vals])
        self.assertEqual((order.state, order.line_ids.verdict), ("refused", "eligible"))
        self.assertEqual(order.line_ids.quantity_claimed, 0.0)
        self.assertFalse(self.env["after.sales.mail"].search([("return_id", "=", order.id)]))

    def test_refused_at_the_counter_needs_a_reason(self):
        sale = self._sell((self.shirt, 1))
        vals = {
            "partner_id": sale.partner_id.id,
            "line_ids": [(0, 0, {"sale_line_id": sale.order_line.id})],
        }
        with self.assertRaisesRegex(UserError, "write the reason"):
            self.env["after.sales.return"]._refuse_at_counter([vals])
