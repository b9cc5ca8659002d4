"""Repairs from intake to hand-back, and what stock and books say before and after."""

from books import SOME_WAYS, BooksCase, each_way

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_repair.tests.common import RepairCommon


@tagged("post_install", "-at_install")
class TestRepairEndToEnd(BooksCase, RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_sort_transfer = "direct"
        cls.found = cls.env["after.sales.defect"].search([], limit=1)
        causes = cls.env["after.sales.repair.cause"]
        cls.covered = causes.search([("covered", "=", True)], limit=1)
        cls.misuse = causes.search([("covered", "=", False)], limit=1)
        cls.env["after.sales.warranty"].search([]).active = False
        cls.env["after.sales.warranty"].create({"name": "Two years", "months": 24})

    def _fit(self, repair, product, quantity=1):
        """Put a part on the list of the repair."""
        repair.move_ids = [
            Command.create(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "repair_line_type": "add",
                }
            )
        ]

    def _for_repair(self, product):
        """A sold item on the repair shelf."""
        sale = self._sell((product, 1), pay=True)
        order = self._create_return(
            sale, line_vals={"reason_id": self.defect.id, "resolution": "repair"}
        )
        self._approve(order)
        self._receive(order)
        self._decide(order, route="repair")
        return sale, order, order.repair_ids

    def _diagnosed(self, repair, cause, hours=0.5):
        repair.write(
            {"after_sales_defect_id": self.found.id, "cause_id": cause.id, "estimate_hours": hours}
        )
        repair.action_diagnosed()

    def _book_value(self, product):
        return self._stock_of(product)[1:]

    @each_way(SOME_WAYS)
    def test_in_warranty_costs_the_customer_nothing(self, shoe, sole):
        _sale, order, repair = self._for_repair(shoe)
        books = self._books()
        owned = self._stock_of(shoe)
        sole_value = self._stock_of(sole)[2]
        self._diagnosed(repair, self.covered)
        self.assertTrue(repair.under_warranty, repair.warranty_reason)
        self._fit(repair, sole)
        repair.hand_back_by = "pickup"
        self._work(repair)
        self._hand_back(repair)
        self.assertRecordValues(order, [{"state": "closed", "amount_refund": 0.0}])
        for name in ("revenue", "tax", "asset_receivable"):
            self.assertNotIn(name, self._changes(books))
        # The shoe left as it came; one sole was used up, and its cost stands on the repair.
        self.assertEqual(self._stock_of(shoe)[1], owned[1] - 1)
        self.assertAlmostEqual(self._stock_of(shoe)[2], owned[2] - 20.0)
        self.assertAlmostEqual(self._stock_of(sole)[2], sole_value - 25.0)
        parts = repair.sudo().cost_ids.filtered(lambda cost: cost.kind == "part")
        self.assertRecordValues(parts, [{"amount": 25.0, "product_id": sole.id}])
        self.assertEqual(order.line_ids.sale_line_id.qty_to_invoice, 0.0)

    @each_way(SOME_WAYS)
    def test_out_of_warranty_is_quoted_signed_repaired_and_invoiced(self, shoe, sole):
        repair = self._counter_repair(shoe)
        repair.action_validate()
        before = self._stock_of(shoe)
        self._diagnosed(repair, self.misuse)
        self.assertFalse(repair.under_warranty)
        self._fit(repair, sole)
        self.assertEqual(repair.after_sales_stage, "to_quote")
        repair.action_quote()
        repair.action_quote_send()
        self.assertEqual(repair.after_sales_stage, "awaiting_customer")
        with self.assertRefused("accepted by the customer"):
            repair.action_start_work()
        repair.action_quote_accept()
        books = self._books()
        self._work(repair)
        self._hand_back(repair)
        invoice = repair.sale_order_id.invoice_ids
        self.assertRecordValues(
            invoice, [{"state": "posted", "move_type": "out_invoice", "payment_state": "not_paid"}]
        )
        parts = invoice.invoice_line_ids.filtered(lambda line: line.product_id == sole)
        self.assertRecordValues(parts, [{"quantity": 1.0, "price_subtotal": 120.0}])
        changes = self._changes(books)
        self.assertAlmostEqual(changes["asset_receivable"], invoice.amount_total)
        self.assertRecordValues(
            repair.sale_order_id.order_line,
            [{"qty_to_invoice": 0.0}] * len(repair.sale_order_id.order_line),
        )
        self.assertEqual(self._stock_of(shoe), before)

    @each_way(SOME_WAYS)
    def test_not_repairable_is_refunded_as_if_never_sold(self, shoe, _sole):
        stock, books = self._stock_of(shoe), self._books()
        _sale, order, repair = self._for_repair(shoe)
        self._diagnosed(repair, self.covered)
        repair._give_up("No such sole is made any more", "outlet", "refund")
        order.action_settle()
        self._pay(order.refund_ids)
        self.assertEqual(order.state, "closed")
        self.assertEqual(self._stock_of(shoe)[1:], stock[1:])
        self.assertEqual(self._changes(books), {})
