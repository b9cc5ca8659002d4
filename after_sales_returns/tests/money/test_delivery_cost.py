from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


class DeliveryCostCase(RefundCase):
    """Orders with a delivery fee of 15.00 beside their goods; the law gives it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.policy.write({"active": True, "delivery_back": True})
        cls.delivery = cls._fee_product()

    @classmethod
    def _fee_product(cls, **vals):
        return cls.env["product.product"].create(
            {
                "name": "Express delivery",
                "type": "service",
                "list_price": 15.0,
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
                "after_sales_delivery_fee": True,
                **vals,
            }
        )

    def _sell_delivered(self, *lines, **vals):
        return self._sell(*(lines or [(self.shirt, 2)]), (self.delivery, 1), **vals)

    def _fee(self, sale):
        return sale.order_line.filtered("product_id.after_sales_delivery_fee")

    def _given(self, sale):
        """The lines of credit notes that give the fee back."""
        return self._fee(sale).invoice_lines.filtered(
            lambda line: line.move_id.move_type == "out_refund" and line.parent_state == "posted"
        )

    def _give(self, order, amount, user=None):
        """Give delivery cost back by hand, as a manager does in the dialog."""
        wizard = self.env["after.sales.return.delivery"].with_user(user or self.manager)
        wizard = wizard.with_context(active_model=order._name, active_ids=order.ids).create({})
        if amount is not None:
            wizard.amount = amount
        wizard.action_give()
        return wizard


@tagged("post_install", "-at_install")
class TestDeliveryCost(DeliveryCostCase):
    """The fee of an order comes back with all its goods, once, and never more than was paid."""

    def test_all_goods_bring_the_fee_back(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale)
        self.assertRecordValues(
            order.refund_ids, [{"amount_untaxed": 215.0, "amount_tax": 21.5, "state": "posted"}]
        )
        self.assertRecordValues(
            self._given(sale), [{"price_subtotal": 15.0, "tax_ids": self.tax.ids}]
        )
        self.assertBalanced(sale.invoice_ids)
        self.assertEqual(order.amount_delivery, 15.0)
        self.assertRecordValues(self._fee(sale), [{"qty_to_invoice": 0.0}])
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_never_the_express_surplus(self):
        self.company.after_sales_standard_delivery_price = 5.0
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale)
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 205.0, "amount_tax": 20.5}])
        self.assertRecordValues(self._given(sale), [{"price_subtotal": 5.0, "quantity": 1.0}])
        self.assertEqual(self._fee(sale).qty_to_invoice, 0.0)

    def test_standard_price_is_no_more_than_was_paid(self):
        self.company.after_sales_standard_delivery_price = 50.0
        sale = self._sell_delivered(pay=True)
        self._refund(sale)
        self.assertEqual(self._given(sale).price_subtotal, 15.0)

    def test_standard_price_with_tax_is_as_the_fee_is_priced(self):
        tax = self._tax(19.0, price_include_override="tax_included")
        self.delivery.taxes_id = [Command.set(tax.ids)]
        self.company.after_sales_standard_delivery_price = 4.99
        sale = self._sell_delivered(pay=True)
        self._refund(sale)
        self.assertEqual(self._given(sale).price_total, 4.99)

    def test_last_of_several_returns_brings_it(self):
        sale = self._sell_delivered((self.shirt, 2), (self.shoe, 1), pay=True)
        first = self._refund(sale, {self.shirt: 2})
        self.assertEqual(first.refund_ids.amount_untaxed, 200.0)
        second = self._refund(sale, {self.shoe: 1})
        self.assertEqual(second.refund_ids.amount_untaxed, 95.0)
        self.assertBalanced(sale.invoice_ids)

    def test_goods_on_their_way_keep_it(self):
        sale = self._sell_delivered((self.shirt, 3), deliver=False)
        sale.picking_ids.move_ids.write({"quantity": 2, "picked": True})
        sale.picking_ids.with_context(cancel_backorder=False)._action_done()
        order = self._refund(sale, {self.shirt: 2})
        self.assertEqual(order.refund_ids.amount_untaxed, 200.0)

    def test_goods_that_the_customer_keeps_keep_it(self):
        sale = self._sell_delivered(pay=True)
        order = self._received(sale)
        self._decide(order, route="send_back")
        self.assertEqual(order.state, "closed")
        self.assertFalse(self._given(sale))

    def test_exchange_is_no_withdrawal(self):
        sale = self._sell_delivered((self.shirt, 1), pay=True)
        order = self._received(
            sale, line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id}
        )
        self._decide(order)
        order.action_settle()
        self.assertFalse(self._given(sale))

    def test_policy_that_keeps_the_fee(self):
        self.policy.delivery_back = False
        sale = self._sell_delivered(pay=True)
        self._refund(sale)
        self.assertFalse(self._given(sale))

    def test_policy_is_frozen_with_the_request(self):
        sale = self._sell_delivered(pay=True)
        order = self._received(sale)
        self.policy.delivery_back = False
        self._decide(order)
        order.action_settle()
        self.assertEqual(self._given(sale).price_subtotal, 15.0)

    def test_law_gives_it_beside_a_better_policy(self):
        self.policy.write({"statutory": True, "refund_percent": 90.0})
        self.policy.copy({"name": "Ours", "statutory": False, "delivery_back": False})
        other = self.env["after.sales.policy"].search([("name", "=like", "Ours%")])
        other.write({"name": "Ours", "refund_percent": 100.0, "active": True})
        sale = self._sell_delivered(pay=True)
        order = self._create_return(sale)
        self.assertTrue(order.line_ids.delivery_back)

    def test_discount_on_the_order_lowers_the_fee_too(self):
        sale = self._sell_delivered(invoice=False, deliver=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.2}
        ).action_apply_discount()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        order = self._refund(sale)
        self.assertEqual(order.refund_ids.amount_untaxed, 172.0)
        self.assertBalanced(sale.invoice_ids)

    def test_store_credit_has_the_fee_in_it(self):
        self.company._setup_store_credit()
        sale = self._sell_delivered(pay=True)
        order = self._received(sale, line_vals={"resolution": "store_credit"})
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.ewallet_ids.points, 236.5)

    def test_fee_of_another_invoice(self):
        sale = self._sell((self.shirt, 2), pay=True)
        sale.write(
            {"order_line": [Command.create({"product_id": self.delivery.id, "price_unit": 15.0})]}
        )
        self._invoice(sale, pay=True)
        order = self._refund(sale)
        self.assertEqual(sorted(order.refund_ids.mapped("amount_untaxed")), [15.0, 200.0])
        self.assertBalanced(sale.invoice_ids)

    def test_fee_that_is_not_invoiced_is_not_invoiced_any_more(self):
        sale = self._sell_delivered(invoice=False)
        self._refund(sale)
        self.assertEqual(self._fee(sale).qty_to_invoice, 0.0)
        self.assertNotEqual(sale.invoice_status, "to invoice")

    def test_surplus_of_a_fee_that_is_not_invoiced_is(self):
        self.company.after_sales_standard_delivery_price = 6.0
        sale = self._sell_delivered(invoice=False)
        self._refund(sale)
        self.assertAlmostEqual(self._fee(sale).qty_to_invoice, 0.6)
        self.assertEqual(self._invoice(sale).amount_untaxed, 9.0)
        self.assertEqual(self._fee(sale).qty_to_invoice, 0.0)

    def test_foreign_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2020-01-01", "rate": 0.5}
        )
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        self.company.after_sales_standard_delivery_price = 6.0
        sale = self._sell_delivered(pay=True, pricelist_id=pricelist.id)
        self.assertEqual(self._fee(sale).price_unit, 7.5)
        self._refund(sale)
        self.assertEqual(self._given(sale).price_subtotal, 3.0)

    def test_credit_note_that_is_cancelled_gave_nothing(self):
        sale = self._sell_delivered(pay=True)
        order = self._received(sale)
        order.action_sort().action_split()
        order.disposition_ids.write({"grade_id": self.grade_a.id})
        order.disposition_ids.action_decide()
        order.disposition_ids[0].action_settle()
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        order.action_settle()
        note = order.refund_ids.filtered(lambda move: move.state == "posted")
        self.assertEqual(note.amount_untaxed, 215.0)

    def test_goods_billed_again_bill_the_fee_again(self):
        self.policy.settle_at = "approval"
        sale = self._sell_delivered(pay=True)
        order = self._approve(self._create_return(sale))
        self.assertEqual(order.refund_ids.amount_untaxed, 215.0)
        order.write({"never_came": "bill", "state": "closed"})
        bill = max(sale.invoice_ids, key=lambda move: move.id)
        self.assertEqual((bill.move_type, bill.amount_untaxed), ("out_invoice", 215.0))

    def test_free_gift_that_is_kept_keeps_the_fee(self):
        sale = self._sell_delivered((self.shirt, 1), (self.shoe, 1, {"discount": 100}), pay=True)
        self._refund(sale, {self.shirt: 1})
        self.assertFalse(self._given(sale))

    def test_chatter_says_so(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale)
        self.assertIn("Delivery", "".join(order.message_ids.mapped("body")))


@tagged("post_install", "-at_install")
class TestDeliveryCostByHand(DeliveryCostCase):
    """A manager gives the fee back, or a part of it, without the policy."""

    def test_whole_fee_is_proposed(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        wizard = self._give(order, None)
        self.assertEqual((wizard.amount_left, wizard.amount), (15.0, 15.0))
        self.assertRecordValues(self._given(sale), [{"price_subtotal": 15.0, "price_total": 16.5}])
        self.assertEqual(self._given(sale).move_id.reversed_entry_id, sale.invoice_ids[:1])
        self.assertIn(self._given(sale).move_id, order.refund_ids)

    def test_part_by_hand_and_the_rest_by_policy(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        self._give(order, 4.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(sorted(self._given(sale).mapped("price_subtotal")), [4.0, 11.0])
        self.assertBalanced(sale.invoice_ids)

    def test_policy_counts_what_was_given_by_hand(self):
        self.company.after_sales_standard_delivery_price = 5.0
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        self._give(order, 4.0)
        self._refund(sale, {self.shirt: 1})
        self.assertEqual(sorted(self._given(sale).mapped("price_subtotal")), [1.0, 4.0])

    def test_surplus_by_hand_after_the_policy(self):
        self.company.after_sales_standard_delivery_price = 5.0
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale)
        self._give(order, None)
        self.assertEqual(sorted(self._given(sale).mapped("price_subtotal")), [5.0, 10.0])

    def test_no_more_than_was_paid(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        with self.assertRefused("15.00 of the delivery"):
            self._give(order, 15.01)
        with self.assertRefused("more than nothing"):
            self._give(order, 0.0)
        with self.assertRefused("“Give Back” cannot be “-1.0”"):
            self._give(order, -1.0)

    def test_given_once(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale)
        with self.assertRefused("nothing is left"):
            self._give(order, 1.0)

    def test_discounted_fee_in_any_order(self):
        """99 paid for goods of 100 and a fee of 10: all of it comes back, the fee first."""
        self.delivery.list_price = 10.0
        self.policy.delivery_back = False
        sale = self._sell((self.shirt, 1), (self.delivery, 1), invoice=False, deliver=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        order = self._approve(self._create_return(sale))
        self._give(order, None)
        self.assertEqual(order.refund_ids.amount_untaxed, 9.0)
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 99.0)
        self.assertBalanced(sale.invoice_ids)

    def test_only_a_manager_gives_it_by_hand(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        with self.assertRefused("manager|not allowed"):
            self._give(order, 4.0, self.clerk)

    def test_return_that_is_not_approved(self):
        order = self._create_return(self._sell_delivered(pay=True))
        with self.assertRefused("not approved"):
            self._give(order, 4.0)

    def test_fee_that_is_not_invoiced_is_lowered_on_the_order(self):
        sale = self._sell_delivered(invoice=False)
        order = self._refund(sale, {self.shirt: 1})
        with self.assertRefused("nothing is left"):
            self._give(order, 4.0)

    def test_order_without_a_fee(self):
        order = self._refund(self._sell((self.shirt, 2), pay=True), {self.shirt: 1})
        with self.assertRefused("nothing is left"):
            self._give(order, 4.0)

    def test_cancelled_note_lets_it_be_given_again(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        self._give(order, None)
        note = self._given(sale).move_id
        note.button_draft()
        note.button_cancel()
        self._give(order, None)
        self.assertEqual(self._given(sale).price_subtotal, 15.0)

    def test_accountant_gave_it_back_already(self):
        sale = self._sell_delivered(pay=True)
        order = self._refund(sale, {self.shirt: 1})
        invoice = sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        reversal = wizard.create({"journal_id": invoice.journal_id.id})
        reversal.refund_moves()
        draft = reversal.new_move_ids
        draft.invoice_line_ids.filtered(lambda line: line.product_id != self.delivery).unlink()
        draft.action_post()
        with self.assertRefused("nothing is left"):
            self._give(order, 4.0)
