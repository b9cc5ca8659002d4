from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestDividedFee(RefundCase):
    """A disposition that is divided withholds and refunds no more than before."""

    def _sorted(self, **vals):
        order = self._received(self._sell((self.shirt, 5)))
        part = order.action_sort()
        part.write(vals)
        return order, part

    def test_split_divides_a_fee_set_by_hand(self):
        order, part = self._sorted(fee=10.0)
        part.action_split()
        self.assertEqual(part.fee, 8.0)
        part.action_split()
        self.assertEqual(order.disposition_ids.sorted("id").mapped("fee"), [6.0, 2.0, 2.0])

    def test_split_keeps_a_percent_set_by_hand(self):
        order, part = self._sorted(refund_percent=70.0)
        part.action_split()
        self.assertEqual(order.disposition_ids.mapped("refund_percent"), [70.0, 70.0])

    def test_split_leaves_each_unit_the_fee_of_the_policy(self):
        self.policy.write({"active": True, "fee_fixed": 3.335})
        order, part = self._sorted()
        self.assertGreater(part.fee, 15.0)
        for _time in range(4):
            part.action_split()
        self.assertEqual(len(set(order.disposition_ids.mapped("fee"))), 1)

    def test_what_is_cut_off_takes_its_part_of_the_fee(self):
        self.policy.write({"active": True, "settle_at": "approval", "fee_fixed": 3.0})
        order = self._approve(self._create_return(self._sell((self.shirt, 3))))
        self.assertEqual(order.refund_ids.amount_untaxed, 291.0)
        self._receive(order, 1)
        order.action_sort()
        self.assertEqual(sorted(order.disposition_ids.mapped("fee")), [3.0, 6.0])
        self.assertEqual(sum(order.disposition_ids.mapped("amount_credited")), 291.0)

    def test_fee_of_uninvoiced_goods_is_refused(self):
        order = self._received(self._sell((self.shirt, 1), invoice=False))
        parts = self._decide(order, grade_id=self.grade_a.id, fee=5.0)
        with self.assertRefused("Invoice .* first, or set the fee to zero"):
            order.action_settle()
        parts.fee = 0.0
        order.action_settle()
        self.assertEqual(order.stage, "closed")


@tagged("post_install", "-at_install")
class TestDiscountElsewhere(RefundCase):
    """A discount on one invoice, its goods on several: all of it comes back, and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for product in (cls.shirt, cls.shoe):
            product.invoice_policy = "delivery"

    def _sell_discounted(self, *lines):
        """A sale with 20 off, of which the first line's first delivery is invoiced with it."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": qty, **vals})
                    for product, qty, vals in lines
                ],
            }
        )
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "amount", "discount_amount": 22.0}
        ).action_apply_discount()
        sale.action_confirm()
        return sale

    def _deliver_and_invoice(self, sale, quantities):
        picking = sale.picking_ids.filtered(lambda one: one.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = quantities.get(move.product_id, 0.0)
            move.picked = bool(move.quantity)
        picking.with_context(skip_backorder=True).button_validate()
        return self._invoice(sale)

    def _two_invoices(self):
        sale = self._sell_discounted(
            (self.shirt, 1, {"price_unit": 100.0}), (self.shoe, 1, {"price_unit": 100.0})
        )
        self._deliver_and_invoice(sale, {self.shirt: 1})
        self._deliver_and_invoice(sale, {self.shoe: 1})
        return sale

    def _paid(self, sale):
        return sum(
            sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice").mapped(
                "amount_total"
            )
        )

    def test_goods_of_another_invoice_bear_their_part(self):
        sale = self._two_invoices()
        self.assertEqual(len(sale.invoice_ids), 2)
        first = self._refund(sale, {self.shirt: 1})
        self.assertAlmostEqual(first.refund_ids.amount_untaxed, 90.0, 1)
        second = self._refund(sale, {self.shoe: 1})
        self.assertEqual(len(second.refund_ids), 1)
        self.assertEqual(second.refund_ids.reversed_entry_id, sale.invoice_ids.sorted("id")[1])
        notes = first.refund_ids | second.refund_ids
        self.assertAlmostEqual(sum(notes.mapped("amount_total")), self._paid(sale), 2)
        self.assertBalanced(sale.invoice_ids | notes)

    def test_line_over_two_invoices(self):
        sale = self._sell_discounted((self.shirt, 10, {"price_unit": 10.0}))
        self._deliver_and_invoice(sale, {self.shirt: 4})
        self._deliver_and_invoice(sale, {self.shirt: 6})
        part = self._refund(sale, {self.shirt: 4})
        self.assertAlmostEqual(part.refund_ids.amount_untaxed, 32.0, 1)
        rest = self._refund(sale, {self.shirt: 6})
        self.assertBalanced(sale.invoice_ids | part.refund_ids | rest.refund_ids)

    def test_odd_units_return_the_discount_to_the_cent(self):
        sale = self._sell_discounted((self.shirt, 7, {"price_unit": 33.33}))
        self._deliver_and_invoice(sale, {self.shirt: 3})
        self._deliver_and_invoice(sale, {self.shirt: 4})
        notes = self._refund_unit_by_unit(sale)
        self.assertEqual(len(notes), 7)
        self.assertBalanced(sale.invoice_ids | notes)

    def test_never_more_than_paid_while_some_is_not_invoiced(self):
        sale = self._sell_discounted(
            (self.shirt, 1, {"price_unit": 100.0}), (self.shoe, 1, {"price_unit": 100.0})
        )
        self._deliver_and_invoice(sale, {self.shirt: 1})
        order = self._refund(sale, {self.shirt: 1})
        self.assertAlmostEqual(order.refund_ids.amount_total, self._paid(sale), 2)


@tagged("post_install", "-at_install")
class TestKitRatio(RefundCase):
    """What a component is of its kit does not depend on how much of the order was delivered."""

    def setUp(self):
        super().setUp()
        if "mrp.bom" not in self.env:
            self.skipTest("mrp is not installed")
        self.kit = self._create_product("Kit", 200.0)
        self.bom = self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.shirt.id, "product_qty": 1}),
                    Command.create({"product_id": self.shoe.id, "product_qty": 2}),
                ],
            }
        )

    def _deliver_some(self, sale, kits):
        for move in sale.picking_ids.move_ids:
            move.quantity = kits * (1 if move.product_id == self.shirt else 2)
            move.picked = True
        sale.picking_ids.with_context(skip_backorder=True).button_validate()
        sale.picking_ids.filtered(lambda one: one.state != "done").action_cancel()

    def _half_delivered(self):
        sale = self._sell((self.kit, 10), deliver=False, invoice=False)
        self._deliver_some(sale, 4)
        return sale

    def test_cancelled_backorder(self):
        line = self._half_delivered().order_line
        self.assertEqual(line.qty_delivered, 4.0)
        self.assertEqual(
            dict(line._after_sales_kit_quantities()), {self.shirt: 1.0, self.shoe: 2.0}
        )

    def test_changed_bill_of_materials(self):
        line = self._half_delivered().order_line
        self.bom.bom_line_ids[1].product_id = self.phone
        line.invalidate_recordset()
        quantities = line._after_sales_moved_per_kit(line.move_ids)
        self.assertEqual(dict(quantities), {self.shirt: 1.0, self.shoe: 2.0})

    def test_bill_of_several_kits_with_a_kit_in_it(self):
        inner = self._create_product("Pair", 1.0)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": inner.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [Command.create({"product_id": self.shoe.id, "product_qty": 2})],
            }
        )
        self.bom.product_qty = 3
        self.bom.bom_line_ids[0].product_qty = 3
        self.bom.bom_line_ids[1].write({"product_id": inner.id, "product_qty": 6})
        line = self._sell((self.kit, 1), deliver=False, invoice=False).order_line
        self.assertEqual(
            dict(line._after_sales_kit_quantities()), {self.shirt: 1.0, self.shoe: 4.0}
        )


@tagged("post_install", "-at_install")
class TestBlindNotes(RefundCase):
    """Goods without a receipt: the price given is untaxed, whatever the taxes include."""

    def _refund_blind(self, price, quantity=1.0, **vals):
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": self.shirt.id,
                            "quantity": quantity,
                            "reason_id": self.reason.id,
                            "resolution": "refund",
                            "price_paid_unit": price,
                        }
                    )
                ],
            }
        )
        self._approve(order)
        self._receive(order)
        self._decide(order, grade_id=self.grade_a.id, **vals)
        order.action_settle()
        return order

    def test_tax_included(self):
        self.shirt.taxes_id = self._tax(20.0, price_include_override="tax_included")
        order = self._refund_blind(100.0, fee=10.0)
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 90.0, "amount_tax": 18.0}])
        self.assertEqual(order.disposition_ids.amount_credited, 90.0)

    def test_amount_credited_is_what_the_lines_say(self):
        self.shirt.taxes_id = self._tax(19.0, price_include_override="tax_included")
        order = self._refund_blind(33.33, quantity=3.0)
        self.assertEqual(order.disposition_ids.amount_credited, order.refund_ids.amount_untaxed)
        self.assertAlmostEqual(order.refund_ids.amount_untaxed, 99.99, delta=0.02)

    def test_tax_excluded(self):
        order = self._refund_blind(50.0)
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 50.0, "amount_tax": 5.0}])


@tagged("post_install", "-at_install")
class TestOverRefundOfTradeIn(RefundCase):
    def test_trade_in_is_credited_without_an_invoice(self):
        sale = self._sell((self.shoe, -1), deliver=False, invoice=False)
        sale.order_line.qty_delivered = -1
        note = sale._create_invoices(final=True)
        self.assertEqual(note.move_type, "out_refund")
        note.action_post()
        self.assertEqual(note.state, "posted")


@tagged("post_install", "-at_install")
class TestAheadUnpayable(RefundCase):
    """Money ahead that cannot be given stops nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft_sale = cls._sell((cls.shirt, 2), invoice=False)
        cls.draft_sale._create_invoices()

    def assertLeftToAPerson(self, order):
        self.assertNotIn("settled", order.disposition_ids.mapped("state"))
        self.assertFalse(order.refund_ids)
        self.assertIn("draft", order.activity_ids.note)

    def test_approval_of_an_order_with_a_draft_invoice(self):
        self.policy.write({"active": True, "settle_at": "approval"})
        order = self._approve(self._create_return(self.draft_sale))
        self.assertEqual(order.state, "approved")
        self.assertFalse(order.disposition_ids)
        self.assertLeftToAPerson(order)

    def test_receipt_of_an_order_with_a_draft_invoice(self):
        self.policy.write({"active": True, "settle_at": "receipt"})
        order = self._approve(self._create_return(self.draft_sale))
        self._receive(order)
        self.assertEqual(order.line_ids.quantity_received, 2.0)
        self.assertLeftToAPerson(order)
        self.draft_sale.invoice_ids.action_post()
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)
        self.assertEqual(order.stage, "closed")
