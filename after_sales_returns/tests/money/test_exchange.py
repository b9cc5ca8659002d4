from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestExchange(RefundCase):
    """The same again is a delivery; another product is taken back and sold."""

    def _exchange(self, sale, quantity, product=None, settle=True, **vals):
        order = self._received(
            sale,
            {sale.order_line[:1].product_id: quantity},
            line_vals={"resolution": "exchange", "exchange_product_id": product and product.id},
        )
        self._decide(order, **{"grade_id": self.grade_a.id, **vals})
        if settle:
            order.action_settle()
        return order

    def test_swap_is_a_delivery_and_nothing_else(self):
        sale = self._sell((self.shirt, 3))
        order = self._exchange(sale, 1)
        delivery = order.picking_ids.filtered(lambda p: p.picking_type_code == "outgoing")
        self.assertFalse(order.refund_ids | order.exchange_order_ids.invoice_ids)
        self.assertRecordValues(
            delivery.move_ids,
            [{"state": "assigned", "product_uom_qty": 1.0, "sale_line_id": sale.order_line.id}],
        )
        self.assertEqual(sale.order_line.qty_delivered, 2.0)
        self._validate(delivery)
        self.assertRecordValues(
            sale.order_line, [{"qty_delivered": 3.0, "qty_to_invoice": 0.0, "qty_invoiced": 3.0}]
        )
        self.assertEqual(order.stage, "closed")

    def test_swap_of_a_delivered_policy_bills_nothing(self):
        self.shirt.invoice_policy = "delivery"
        sale = self._sell((self.shirt, 3))
        order = self._exchange(sale, 1)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self._validate(order.picking_ids.filtered(lambda p: p.state == "assigned"))
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)

    def test_other_size_at_even_price_nets_to_zero(self):
        large = self._large()
        sale = self._sell((self.shirt, 2, {"discount": 15.0}), pay=True)
        order = self._exchange(sale, 1, large)
        new = order.exchange_order_ids
        self.assertEqual(new.amount_total, 93.5)
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertEqual(new.invoice_ids.amount_residual, 0.0)
        self.assertBalanced(order.refund_ids | new.invoice_ids)

    def _large(self):
        """Another size of the shirt, at the same list price."""
        attribute = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [(0, 0, {"name": name}) for name in ("M", "L")]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Sized shirt",
                "is_storable": True,
                "list_price": 100.0,
                "invoice_policy": "order",
                "taxes_id": [(6, 0, self.tax.ids)],
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [(6, 0, attribute.value_ids.ids)],
                        },
                    )
                ],
            }
        )
        self.shirt, large = template.product_variant_ids
        self._stock(self.shirt, 10)
        self._stock(large, 10)
        return large

    def test_even_price_of_an_order_discount_and_a_later_price(self):
        """A discount on the whole order was part of the price; the list price rose since."""
        large = self._large()
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [(0, 0, {"product_id": self.shirt.id, "product_uom_qty": 2})],
            }
        )
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.2}
        ).action_apply_discount()
        sale.action_confirm()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        self.shirt.product_tmpl_id.list_price = 130.0
        order = self._exchange(sale, 1, large)
        self.assertEqual(order.refund_ids.amount_total, 88.0)
        self.assertEqual(order.exchange_order_ids.amount_total, 88.0)
        self.assertBalanced(order.refund_ids | order.exchange_order_ids.invoice_ids)

    def test_dearer_product_leaves_the_difference_to_pay(self):
        order = self._exchange(self._sell((self.shoe, 1), pay=True), 1, self.shirt)
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertEqual(order.exchange_order_ids.invoice_ids.amount_residual, 22.0)

    def test_cheaper_product_leaves_the_difference_to_pay_out(self):
        order = self._exchange(self._sell((self.shirt, 1), pay=True), 1, self.shoe)
        self.assertEqual(order.refund_ids.amount_residual, 22.0)
        self.assertEqual(order.exchange_order_ids.invoice_ids.amount_residual, 0.0)

    def test_exchange_of_an_unpaid_order(self):
        sale = self._sell((self.shirt, 1))
        order = self._exchange(sale, 1, self.shoe)
        self.assertEqual(order.refund_ids.reversed_entry_id.amount_residual, 0.0)
        self.assertEqual(order.exchange_order_ids.invoice_ids.amount_residual, 88.0)

    def test_new_goods_are_reserved_at_once(self):
        order = self._exchange(self._sell((self.shirt, 1), pay=True), 1, self.shoe)
        self.assertEqual(order.exchange_order_ids.picking_ids.state, "assigned")
        self.assertEqual(order.exchange_order_ids.order_line.qty_to_invoice, 0.0)
        self._validate(order.exchange_order_ids.picking_ids)
        self.assertNotEqual(order.exchange_order_ids.invoice_status, "to invoice")

    def test_new_goods_out_of_stock_wait(self):
        rare = self._create_product("Rare", 100.0)
        order = self._exchange(self._sell((self.shirt, 1), pay=True), 1, rare)
        self.assertEqual(order.exchange_order_ids.picking_ids.state, "confirmed")
        self.assertEqual(order.stage, "closed")

    def test_exchanged_goods_may_come_back(self):
        order = self._exchange(self._sell((self.shirt, 1), pay=True), 1, self.shoe)
        new = order.exchange_order_ids
        self._validate(new.picking_ids)
        again = self._refund(new)
        self.assertEqual(again.refund_ids.amount_total, 88.0)
        self.assertBalanced(again.refund_ids | new.invoice_ids)

    def test_exchange_of_an_order_not_invoiced(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        order = self._exchange(sale, 1, self.shoe)
        self.assertFalse(order.refund_ids)
        self.assertEqual(sale.order_line.qty_to_invoice, 1.0)
        self.assertEqual(order.exchange_order_ids.invoice_ids.amount_total, 88.0)

    def test_kept_goods_are_swapped(self):
        sale = self._sell((self.shirt, 1))
        order = self._create_return(sale, transport="keep", line_vals={"resolution": "exchange"})
        self._approve(order)
        self._decide(order, route="keep")
        order.action_settle()
        self._validate(order.picking_ids)
        self.assertEqual(order.stage, "closed")
        self.assertEqual(self.env["sale.order.line"].browse(sale.order_line.id).qty_to_invoice, 0)
