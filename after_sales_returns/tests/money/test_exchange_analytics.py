from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestExchangeAnalytics(RefundCase):
    """The project or shop that a sale was booked on keeps it when the goods are exchanged."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["account.analytic.plan"].create({"name": "Shops"})
        cls.shop, cls.other_shop = cls.env["account.analytic.account"].create(
            [{"name": name, "plan_id": cls.plan.id} for name in ("Harbour", "Station")]
        )
        cls.distribution = {str(cls.shop.id): 100.0}

    def _make_mandatory(self):
        self.env["account.analytic.applicability"].create(
            [
                {
                    "analytic_plan_id": self.plan.id,
                    "business_domain": domain,
                    "applicability": "mandatory",
                }
                for domain in ("sale_order", "invoice")
            ]
        )

    def _sell_for_shop(self, product, quantity=1, **vals):
        line_vals = {"analytic_distribution": self.distribution}
        return self._sell((product, quantity, line_vals), pay=True, **vals)

    def _exchange(self, sale, wanted=None, **context):
        order = self._received(
            sale,
            {sale.order_line.product_id: 1},
            line_vals={"resolution": "exchange", "exchange_product_id": wanted and wanted.id},
        )
        self._decide(order)
        order.with_context(**context).action_settle()
        return order

    def _booked(self, account=None):
        """What was earned for the shop, taxes aside; sales are positive."""
        self.env.flush_all()
        lines = self.env["account.analytic.line"].search(
            [
                (self.plan._column_name(), "=", (account or self.shop).id),
                ("move_line_id.display_type", "=", "product"),
            ]
        )
        return sum(lines.mapped("amount"))

    def test_order_and_invoice_are_booked_where_the_sold_goods_were(self):
        order = self._exchange(self._sell_for_shop(self.shirt), self.shoe)
        new = order.exchange_order_ids
        self.assertEqual(new.order_line.analytic_distribution, self.distribution)
        self.assertEqual(new.invoice_ids.invoice_line_ids.analytic_distribution, self.distribution)
        self.assertEqual(self._booked(), 80.0, "100 sold, 100 taken back, 80 sold")

    def test_mandatory_plan_is_filled(self):
        self._make_mandatory()
        order = self._exchange(self._sell_for_shop(self.shirt), self.shoe, validate_analytic=True)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(self._booked(), 80.0)

    def test_swap_leaves_the_books_of_the_shop_alone(self):
        self._make_mandatory()
        sale = self._sell_for_shop(self.shirt, 2)
        order = self._exchange(sale, validate_analytic=True)
        self._validate(order.picking_ids.filtered(lambda p: p.state == "assigned"))
        self.assertFalse(order.exchange_order_ids)
        self.assertFalse(order.refund_ids)
        self.assertEqual(sale.order_line.analytic_distribution, self.distribution)
        self.assertEqual(self._booked(), 200.0)

    def test_swap_of_what_is_not_invoiced_is_billed_to_the_shop(self):
        sale = self._sell_for_shop(self.shirt, 2, invoice=False)
        order = self._exchange(sale)
        self._validate(order.picking_ids.filtered(lambda p: p.state == "assigned"))
        self._invoice(sale)
        self.assertEqual(self._booked(), 200.0)

    def test_shop_that_the_accountant_chose_on_the_invoice_is_kept(self):
        sale = self._sell_for_shop(self.shirt)
        invoice_line = sale.invoice_ids.invoice_line_ids
        invoice_line.analytic_distribution = {str(self.other_shop.id): 100.0}
        self._exchange(sale, self.shoe)
        self.assertEqual((self._booked(), self._booked(self.other_shop)), (0.0, 80.0))

    def test_shared_distribution_is_kept(self):
        self.distribution = {str(self.shop.id): 60.0, str(self.other_shop.id): 40.0}
        self._exchange(self._sell_for_shop(self.shirt), self.shoe)
        self.assertEqual((self._booked(), self._booked(self.other_shop)), (48.0, 32.0))

    def test_rule_of_the_new_product_fills_what_the_sale_left_empty(self):
        self.env["account.analytic.distribution.model"].create(
            {
                "product_id": self.shoe.id,
                "analytic_distribution": {str(self.other_shop.id): 100.0},
            }
        )
        self._exchange(self._sell((self.shirt, 1), pay=True), self.shoe)
        self.assertEqual(self._booked(self.other_shop), 80.0)

    def test_each_line_keeps_its_own_shop(self):
        hat = self._create_product("Hat", 30.0)
        self._stock(hat, 1)
        sale = self._sell(
            (self.shirt, 1, {"analytic_distribution": self.distribution}),
            (hat, 1, {"analytic_distribution": {str(self.other_shop.id): 100.0}}),
        )
        order = self._received(
            sale, line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id}
        )
        self._decide(order)
        order.action_settle()
        self.assertEqual((self._booked(), self._booked(self.other_shop)), (80.0, 80.0))
