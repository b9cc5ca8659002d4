from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestTour(AfterSalesCommon, HttpCase):
    """What people press, in a browser, with their own rights and no more."""

    def _user(self, login, *groups):
        return new_test_user(self.env, login, groups=",".join(groups))

    def _returns_group(self, name):
        return f"after_sales_returns.group_after_sales_{name}"

    def _walk(self, record, tour, user):
        action = "sale.action_orders" if record._name == "sale.order" else "returns"
        path = f"action-{action}" if "." in action else action
        self.start_tour(f"/odoo/{path}/{record.id}", tour, login=user.login)

    def test_clerk_takes_a_delivered_order_to_a_posted_credit_note(self):
        clerk = self._user("tour_clerk", self._returns_group("user"), "stock.group_stock_user")
        sale = self._sell((self.shirt, 3))
        available = self._available(self.shirt)
        self._walk(sale, "after_sales_clerk_tour", clerk)
        order = self.env["after.sales.return"].search([("partner_id", "=", self.customer.id)])
        self.assertRecordValues(
            order, [{"state": "closed", "user_id": clerk.id, "amount_refund": 100.0}]
        )
        self.assertRecordValues(
            order.line_ids,
            [
                {
                    "quantity": 2.0,
                    "quantity_received": 2.0,
                    "quantity_decided": 2.0,
                    "quantity_settled": 2.0,
                    "reason_id": self.reason.id,
                }
            ],
        )
        self.assertRecordValues(
            order.disposition_ids.sorted("id"),
            [
                {"quantity": 1.0, "route": "restock", "amount_refund": 100.0, "state": "settled"},
                {"quantity": 1.0, "route": "scrap", "amount_refund": 0.0, "state": "settled"},
            ],
        )
        self.assertRecordValues(
            order.refund_ids,
            [
                {
                    "state": "posted",
                    "amount_untaxed": 100.0,
                    "amount_tax": 10.0,
                    "reversed_entry_id": sale.invoice_ids.filtered(
                        lambda move: move.move_type == "out_invoice"
                    ).id,
                }
            ],
        )
        self._validate(
            order.disposition_ids.move_ids.picking_id.filtered(
                lambda picking: picking.state != "done"
            )
        )
        self.assertEqual(self._available(self.shirt), available + 1)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_sorter_grades_and_decides_on_the_sorting_screen(self):
        sorter = self._user("tour_sorter", self._returns_group("warehouse"))
        order = self._returned((self.shoe, 1))
        self.start_tour("/odoo/return-sorting", "after_sales_sorter_tour", login=sorter.login)
        self.assertRecordValues(
            order.disposition_ids,
            [
                {
                    "grade_id": self.env.ref("after_sales_returns.grade_b").id,
                    "route": "outlet",
                    "note": "Box torn",
                    "state": "decided",
                    "write_uid": sorter.id,
                }
            ],
        )
        self.assertEqual(order.stage, "to_settle")

    def test_store_refuses_with_a_reason(self):
        store = self._user("tour_store", self._returns_group("store"))
        store.after_sales_warehouse_ids = self.warehouse
        order = self._create_return(self._sell((self.shoe, 1)))
        order.action_request()
        self._walk(order, "after_sales_refuse_tour", store)
        self.assertRecordValues(
            order, [{"state": "refused", "refusal_reason": "The soles are worn down."}]
        )
        self.assertEqual(order.line_ids.sale_line_id.qty_claimed, 0.0)
