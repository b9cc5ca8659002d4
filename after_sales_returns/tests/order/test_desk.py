from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestDesk(AfterSalesCommon):
    """Short ways at the desk: what is filled in, found and opened for whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.store_user.after_sales_warehouse_ids = cls.warehouse

    def _settled(self):
        order = self._returned((self.shirt, 1))
        self._decide(order)
        order.action_settle()
        return order

    def test_store_staff_start_with_what_stands_before_them(self):
        for user, channel, transport in (
            (self.store_user, "store", "store"),
            (self.clerk, "phone", "ship"),
            (self.manager, "phone", "ship"),
        ):
            with self.subTest(user=user.login):
                order = (
                    self.env["after.sales.return"]
                    .with_user(user)
                    .create({"partner_id": self.customer.id})
                )
                self.assertEqual((order.channel, order.transport), (channel, transport))

    def test_grade_is_found_by_its_letter(self):
        found = self.env["after.sales.grade"].name_search("d")
        self.assertEqual(found[0][0], self.grade_d.id)
        self.assertEqual(len(found), len(set(found)))

    def test_clerk_opens_the_sales_order_and_starts_a_return(self):
        orders = self._sell((self.shirt, 1)) + self._sell((self.shoe, 1))
        orders.with_user(self.clerk).web_read({"applied_coupon_ids": {}, "coupon_point_ids": {}})
        action = orders.with_user(self.clerk).action_after_sales_return()
        order = self.env["after.sales.return"].browse(action["res_id"])
        self.assertEqual(order.line_ids.product_id, self.shirt + self.shoe)

    def test_orders_of_two_customers_are_refused(self):
        other = self.env["res.partner"].create({"name": "Otto Baum"})
        orders = self._sell((self.shirt, 1)) + self._sell((self.shoe, 1), partner_id=other.id)
        with self.assertRefused("one return order per customer"):
            orders.with_user(self.clerk).action_after_sales_return()

    def test_credit_note_opens_as_the_user_may_see_it(self):
        order = self._settled()
        entry = order.with_user(self.env.ref("base.user_admin")).action_view_refunds()
        self.assertEqual(
            (entry["res_model"], entry["res_id"]), ("account.move", order.refund_ids.id)
        )
        preview = order.with_user(self.clerk).action_view_refunds()
        self.assertIn(f"/my/invoices/{order.refund_ids.id}", preview["url"])

    def test_all_that_came_is_decided_at_once(self):
        order = self._returned((self.shirt, 2), (self.shoe, 1))
        order.with_user(self.sorter).action_decide()
        self.assertEqual(set(order.disposition_ids.mapped("state")), {"decided"})
        self.assertEqual(order.stage, "to_settle")

    def test_unexpected_goods_are_tied_to_their_order_and_refunded(self):
        sale = self._sell((self.shirt, 3))
        order = self._approve(self._create_return(sale, {self.shirt: 1}))
        picking = order.picking_ids
        picking.move_ids.quantity = 2
        picking.with_user(self.picker).action_after_sales_record_unexpected()
        self.assertRecordValues(
            picking.move_ids.sorted("id"),
            [
                {"quantity": 1.0, "description_picking": "Shirt"},
                {
                    "quantity": 1.0,
                    "description_picking": "Not authorised: customer service decides",
                },
            ],
        )
        picking.move_ids.picked = True
        picking.with_user(self.picker).button_validate()
        as_clerk = order.with_user(self.clerk)
        self.assertEqual(as_clerk.unexpected_count, 1)
        action = as_clerk.action_view_unexpected()
        line = self.env["after.sales.return.line"].with_user(self.clerk).search(action["domain"])
        line.write({"sale_line_id": sale.order_line.id, "resolution": "refund"})
        self.assertEqual(line.disposition_ids.resolution, "refund")
        line.disposition_ids.grade_id = self.grade_a
        as_clerk.action_decide()
        self.assertEqual(as_clerk.unexpected_count, 0)
        as_clerk.action_settle()
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 200.0}])
        self.assertEqual(order.stage, "closed")
