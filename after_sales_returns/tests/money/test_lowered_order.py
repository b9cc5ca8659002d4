from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


class LoweredOrderCase(RefundCase):
    """Orders whose quantity is changed after goods came back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ordered = cls._create_product("Cup", 10.0, standard_price=4.0)
        cls.delivered = cls._create_product(
            "Bowl", 10.0, standard_price=4.0, invoice_policy="delivery"
        )
        for product in cls.ordered | cls.delivered:
            cls._stock(product, 100)

    def _sold_and_back(self, product, quantity=3, **vals):
        """:return: the line of ten sold, of which ``quantity`` came back and were refunded"""
        sale = self._sell((product, 10), **vals)
        self._refund(sale, {product: quantity})
        return sale.order_line

    def assertKept(self, line, ordered, kept, to_invoice=0.0):
        """The order says what the customer has; nothing waits to move or, beyond
        ``to_invoice``, to be billed."""
        line.invalidate_recordset()
        self.assertRecordValues(
            line,
            [
                {
                    "product_uom_qty": ordered,
                    "qty_delivered": kept,
                    "qty_to_invoice": to_invoice,
                }
            ],
        )
        self.assertEqual(line.invoice_status == "to invoice", bool(to_invoice))
        self.assertFalse(self._open_moves(line))

    def _open_moves(self, line):
        return line.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))

    def _paid_and_owed(self, sale):
        """:return: untaxed amount of all posted documents, credit notes negative"""
        return sum(sale.invoice_ids.mapped("amount_untaxed_signed"))


@tagged("post_install", "-at_install")
class TestLoweredOrder(LoweredOrderCase):
    def test_lowered_to_what_is_kept(self):
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product)
            line.product_uom_qty = 7
            self.assertKept(line, 7, 7)

    def test_lowered_from_the_order(self):
        line = self._sold_and_back(self.ordered)
        line.order_id.write({"order_line": [Command.update(line.id, {"product_uom_qty": 7})]})
        self.assertKept(line, 7, 7)

    def test_lowered_in_two_steps(self):
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product)
            line.product_uom_qty = 8
            self.assertKept(line, 8, 7)
            line.product_uom_qty = 7
            self.assertKept(line, 7, 7)

    def test_lowered_between_several_returns(self):
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product)
            line.product_uom_qty = 7
            self._refund(line.order_id, {product: 2})
            self.assertKept(line, 7, 5)
            line.product_uom_qty = 5
            self.assertKept(line, 5, 5)
            self._refund(line.order_id, {product: 5})
            self.assertKept(line, 5, 0)
            self.assertEqual(self._paid_and_owed(line.order_id), 0.0)

    def test_lowered_before_the_refund(self):
        for product in self.ordered | self.delivered:
            sale = self._sell((product, 10))
            order = self._received(sale, {product: 3})
            sale.order_line.product_uom_qty = 7
            self._decide(order)
            order.action_settle()
            self.assertKept(sale.order_line, 7, 7)
            self.assertEqual(self._paid_and_owed(sale), 70.0)

    def test_lowered_below_what_is_kept_is_refused(self):
        line = self._sold_and_back(self.ordered)
        with self.assertRefused("decreased below", UserError):
            line.product_uom_qty = 6

    def test_raised_afterwards_delivers_and_bills_the_new_ones_only(self):
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product)
            line.product_uom_qty = 7
            line.product_uom_qty = 9
            self.assertEqual(sum(self._open_moves(line).mapped("product_uom_qty")), 2.0)
            self._validate(self._open_moves(line).picking_id)
            self.assertKept(line, 9, 9, to_invoice=2.0)
            self._invoice(line.order_id)
            self.assertKept(line, 9, 9)
            self.assertEqual(self._paid_and_owed(line.order_id), 90.0)

    def test_raised_to_the_first_quantity_again(self):
        """Ten ordered, three back, seven ordered, ten ordered: three more are wanted."""
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product)
            line.product_uom_qty = 7
            line.product_uom_qty = 10
            self.assertEqual(sum(self._open_moves(line).mapped("product_uom_qty")), 3.0)
            self._validate(self._open_moves(line).picking_id)
            self._invoice(line.order_id)
            self.assertKept(line, 10, 10)
            self.assertEqual(self._paid_and_owed(line.order_id), 100.0)

    def test_raised_and_lowered_again_before_delivery(self):
        line = self._sold_and_back(self.ordered)
        line.product_uom_qty = 12
        line.product_uom_qty = 10
        self.assertKept(line, 10, 7)
        line.product_uom_qty = 12
        line.product_uom_qty = 7
        self.assertKept(line, 7, 7)

    def test_raised_without_lowering_delivers_nothing_again(self):
        line = self._sold_and_back(self.ordered)
        line.product_uom_qty = 12
        self.assertEqual(sum(self._open_moves(line).mapped("product_uom_qty")), 2.0)

    def test_lowered_while_a_part_is_invoiced(self):
        """Six of ten are invoiced: what came back lowers what is not invoiced yet."""
        sale = self._sell((self.ordered, 10), invoice=False)
        invoice = sale._create_invoices()
        invoice.invoice_line_ids.quantity = 6
        invoice.action_post()
        self._refund(sale, {self.ordered: 3})
        sale.order_line.product_uom_qty = 7
        self.assertKept(sale.order_line, 7, 7, to_invoice=1.0)
        self._invoice(sale)
        self.assertEqual(self._paid_and_owed(sale), 70.0)

    def test_lowered_while_a_part_is_delivered(self):
        """Six of ten delivered, three back: lowered to seven, one more goes out."""
        sale = self._sell((self.ordered, 10), deliver=False)
        sale.picking_ids.move_ids.write({"quantity": 6, "picked": True})
        sale.picking_ids.with_context(skip_backorder=True).button_validate()
        self._refund(sale, {self.ordered: 3})
        sale.order_line.product_uom_qty = 7
        self.assertEqual(sum(self._open_moves(sale.order_line).mapped("product_uom_qty")), 1.0)

    def test_goods_sent_back_to_the_customer_stay_paid(self):
        sale = self._sell((self.ordered, 10))
        order = self._received(sale, {self.ordered: 3})
        sale.order_line.product_uom_qty = 7
        self._decide(order, route="send_back", resolution="none")
        self._validate(order.picking_ids.filtered(lambda one: one.picking_type_code == "outgoing"))
        self.assertKept(sale.order_line, 7, 10)

    def test_cancelled_and_confirmed_anew_at_what_is_kept(self):
        for product in self.ordered | self.delivered:
            line = self._sold_and_back(product, invoice=False)
            sale = line.order_id
            sale._action_cancel()
            sale.action_draft()
            line.product_uom_qty = 7
            sale.action_confirm()
            self.assertKept(line, 7, 7, to_invoice=7.0)
            self._invoice(sale)
            self.assertEqual(self._paid_and_owed(sale), 70.0)
            self.assertKept(line, 7, 7)

    def test_lowered_then_cancelled_and_confirmed_anew(self):
        line = self._sold_and_back(self.ordered, invoice=False)
        line.product_uom_qty = 7
        line.order_id._action_cancel()
        line.order_id.action_draft()
        line.order_id.action_confirm()
        self.assertKept(line, 7, 7, to_invoice=7.0)

    def test_cancelled_and_confirmed_anew_as_it_was(self):
        """The order counts what came back as before: seven are kept and paid."""
        line = self._sold_and_back(self.ordered, invoice=False)
        line.order_id._action_cancel()
        line.order_id.action_draft()
        line.order_id.action_confirm()
        self.assertKept(line, 10, 7, to_invoice=7.0)

    def test_a_copy_is_a_new_order(self):
        line = self._sold_and_back(self.ordered)
        line.product_uom_qty = 7
        copy = line.order_id.copy()
        copy.action_confirm()
        self.assertEqual(copy.order_line.move_ids.product_uom_qty, 7.0)
        self.assertEqual(copy.order_line.qty_to_invoice, 7.0)

    def test_salesperson_without_our_roles_lowers(self):
        line = self._sold_and_back(self.ordered)
        seller = self.env["res.users"].create(
            {
                "name": "Seller",
                "login": "asr_seller",
                "group_ids": [
                    Command.set(self.env.ref("sales_team.group_sale_salesman_all_leads").ids)
                ],
            }
        )
        line.with_user(seller).product_uom_qty = 7
        self.assertKept(line, 7, 7)

    def test_other_unit(self):
        """A dozen is sold, five pieces come back, seven twelfths stay ordered."""
        dozen = self.env.ref("uom.product_uom_dozen")
        for product in self.ordered | self.delivered:
            sale = self._sell((product, 1, {"product_uom_id": dozen.id, "price_unit": 120.0}))
            self._refund(sale, {product: 5}, line_vals={"product_uom_id": product.uom_id.id})
            line = sale.order_line
            line.product_uom_qty = 0.58
            self.assertKept(line, 0.58, 0.58)
            line.product_uom_qty = 1.58
            self.assertEqual(sum(self._open_moves(line).mapped("product_qty")), 12.0)


@tagged("post_install", "-at_install")
class TestLoweredKit(LoweredOrderCase):
    """Ten kits of a shirt and two shoes."""

    def setUp(self):
        super().setUp()
        if "mrp.bom" not in self.env:
            self.skipTest("mrp is not installed")
        self.kit = self._create_product("Kit", 200.0)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": self.kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.shirt.id, "product_qty": 1}),
                    Command.create({"product_id": self.shoe.id, "product_qty": 2}),
                ],
            }
        )

    def _refund_parts(self, line, shirts, shoes):
        parts = ((self.shirt, shirts), (self.shoe, shoes))
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": line.id,
                            "product_id": product.id,
                            "quantity": quantity,
                            "reason_id": self.reason.id,
                        }
                    )
                    for product, quantity in parts
                    if quantity
                ],
            }
        )
        self._approve(order)
        self._receive(order)
        self._decide(order)
        order.action_settle()

    def test_whole_kits_back(self):
        for policy in ("order", "delivery"):
            self.kit.invoice_policy = policy
            line = self._sell((self.kit, 10)).order_line
            self._refund_parts(line, 3, 6)
            self.assertKept(line, 10, 7)
            line.product_uom_qty = 7
            self.assertKept(line, 7, 7)

    def test_parts_of_kits_back(self):
        """Three shirts and five shoes are two kits and a shirt and a shoe."""
        line = self._sell((self.kit, 10)).order_line
        self._refund_parts(line, 3, 5)
        self.assertKept(line, 10, 8)
        line.product_uom_qty = 8
        self.assertKept(line, 8, 8)

    def test_raised_afterwards(self):
        for raised in (9, 10, 12):
            line = self._sell((self.kit, 10)).order_line
            self._refund_parts(line, 3, 6)
            line.product_uom_qty = 7
            line.product_uom_qty = raised
            moves = self._open_moves(line)
            self.assertEqual(
                {move.product_id: move.product_uom_qty for move in moves},
                {self.shirt: raised - 7.0, self.shoe: 2 * (raised - 7.0)},
            )
            self._validate(moves.picking_id)
            self.assertKept(line, raised, raised, to_invoice=raised - 7.0)
