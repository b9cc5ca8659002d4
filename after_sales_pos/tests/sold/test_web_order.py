from uuid import uuid4

from odoo.tests import tagged

from .common import WebOrderCase


@tagged("post_install", "-at_install")
class TestWebOrder(WebOrderCase):
    def test_paid_order_is_paid_out_with_its_credit_note(self):
        order = self._sell((self.shirt, 2), pay=True)
        cleared = self._clearing()
        refund = self._pay_back(self.till, self._wish(order.order_line, 1.0))
        self.assertAlmostEqual(refund.amount_total, -110.0)
        self.assertEqual(refund.payment_ids.payment_method_id, self._card(self.till))
        rma = refund.after_sales_return_ids
        note = rma.refund_ids
        self.assertRecordValues(
            note,
            [
                {
                    "move_type": "out_refund",
                    "state": "posted",
                    "amount_total": 110.0,
                    "amount_residual": 0.0,
                    "reversed_entry_id": order.invoice_ids.filtered("payment_state").ids[0],
                }
            ],
        )
        self.assertEqual(rma.partner_id, self.customer)
        self.assertRecordValues(rma.line_ids, [{"quantity_settled": 1.0, "quantity": 1.0}])
        self._close(self.till)
        self.assertEqual(self._clearing(), cleared)
        self.assertEqual(self._receivable(), 0.0)

    def test_returned_unit_is_never_invoiced_again(self):
        order = self._sell((self.shirt, 2), pay=True)
        self._pay_back(self.till, self._wish(order.order_line, 1.0))
        self.assertEqual(order.order_line.qty_to_invoice, 0.0)
        self.assertNotEqual(order.invoice_status, "to invoice")
        with self.assertRefused("nothing more of it|only 1"):
            self._pay_back(self.till, self._wish(order.order_line, 2.0))

    def test_goods_go_to_the_shelf_of_the_store(self):
        order = self._sell((self.shirt, 2), pay=True)
        before = self._available(self.shirt, self.store)
        refund = self._pay_back(self.till, self._wish(order.order_line, 1.0))
        move = refund.after_sales_return_ids.line_ids.move_ids
        self.assertEqual(self._available(self.shirt, self.store), before + 1)
        sent = order.picking_ids.move_ids.filtered(
            lambda one: one.location_dest_usage == "customer"
        )
        self.assertEqual(move.origin_returned_move_id, sent)
        self.assertEqual(refund.after_sales_return_ids.stage, "closed")

    def test_kit_comes_back_by_component(self):
        if "mrp.bom" not in self.env:
            self.skipTest("needs mrp")
        kit = self._create_pos_kit("Set", {self.shirt: 1, self.shoe: 2}, 200.0)
        sale = self._sell_at_till(self.till, (kit, 1))
        first = self._pay_back(self.till, self._wish(sale.lines, 2.0, product_id=self.shoe.id))
        # 160 of 260 at the components' own prices.
        self.assertAlmostEqual(first.amount_total, -round(220.0 * 160 / 260, 2))
        rest = self._pay_back(self.till, self._wish(sale.lines, product_id=self.shirt.id))
        self.assertAlmostEqual(first.amount_total + rest.amount_total, -220.0, 2)
        moves = (first | rest).after_sales_return_ids.line_ids.move_ids
        self.assertEqual(moves.product_id, self.shirt | self.shoe)
        self.assertTrue(all(moves.mapped("origin_returned_move_id")))

    def test_serial_sold_in_another_store(self):
        serial = self._create_store_serials(self.other_store, self.phone, "IMEI-1")
        sale = self._sell_at_till(self.other_till, (self.phone, 1, {"pack_lot_ids": ["IMEI-1"]}))
        refund = self._pay_back(self.till, self._wish(sale.lines, lots=["IMEI-1"]))
        move = refund.after_sales_return_ids.line_ids.move_ids
        self.assertEqual(move.origin_returned_move_id, sale.picking_ids.move_ids)
        self.assertEqual(move.lot_ids, serial)
        self.assertEqual(serial.location_id, self.store.lot_stock_id)
        with self.assertRefused("already came back|nothing more of it"):
            self._pay_back(self.till, self._wish(sale.lines, lots=["IMEI-1"]))

    def test_foreign_serial_is_refused(self):
        self._create_store_serials(self.store, self.phone, "IMEI-1", "IMEI-2")
        sale = self._sell_at_till(self.till, (self.phone, 1, {"pack_lot_ids": ["IMEI-1"]}))
        for serial, words in (("IMEI-2", "was not sold here"), ("IMEI-9", "was never sold")):
            with self.subTest(serial=serial), self.assertRefused(words):
                self._pay_back(self.till, self._wish(sale.lines, lots=[serial]))

    def test_return_asked_for_online(self):
        order = self._sell((self.shirt, 2), pay=True)
        rma = self._create_return(
            order, {self.shirt: 1.0}, warehouse_id=self.store.id, transport="store"
        )
        self._approve(rma)
        refund = self._pay_back(self.till, self._wish(rma.line_ids))
        self.assertAlmostEqual(refund.amount_total, -110.0)
        self.assertEqual(refund.after_sales_return_ids, rma)
        self.assertRecordValues(rma, [{"state": "closed", "stage": "closed"}])
        self.assertEqual(rma.refund_ids.amount_residual, 0.0)
        self.assertEqual(rma.picking_ids.mapped("state"), ["done"])

    def test_return_asked_for_online_and_brought_to_another_store(self):
        order = self._sell((self.shirt, 2), pay=True)
        rma = self._create_return(
            order, {self.shirt: 1.0}, warehouse_id=self.other_store.id, transport="store"
        )
        self._approve(rma)
        refund = self._pay_back(self.till, self._wish(rma.line_ids))
        self.assertEqual(refund.after_sales_return_ids.warehouse_id, self.store)
        self.assertEqual(rma.line_ids.quantity_received, 1.0)


@tagged("post_install", "-at_install")
class TestStoreCredit(WebOrderCase):
    def test_given_credit_is_what_the_company_owes(self):
        account = self.company.after_sales_store_credit_journal_id.default_account_id
        owed = self._balance(account)
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        wish = self._wish(sale.lines, 1.0, resolution="store_credit")
        refund = self._pay_back(self.till, wish)
        self.assertRecordValues(refund, [{"amount_total": 0.0, "state": "paid"}])
        self.assertFalse(refund.payment_ids)
        card = self._card_of(self.customer)
        self.assertEqual(card.points, 110.0)
        self.assertRecordValues(card.history_ids, [{"issued": 110.0, "used": 0.0}])
        self._close(self.till)
        self.assertEqual(self._balance(account) - owed, -110.0)
        self._spend(card, 44.0)
        self._close(self.till)
        self.assertEqual(card.points, 66.0)
        self.assertEqual(self._balance(account) - owed, -66.0)

    def test_credit_of_an_invoiced_receipt(self):
        account = self.company.after_sales_store_credit_journal_id.default_account_id
        owed = self._balance(account)
        sale = self._sell_at_till(
            self.till, (self.shirt, 1), partner=self.customer, to_invoice=True
        )
        wish = self._wish(sale.lines, resolution="store_credit")
        refund = self._pay_back(self.till, wish)
        note = refund.account_move
        self.assertRecordValues(
            note, [{"move_type": "out_refund", "amount_total": 0.0, "payment_state": "paid"}]
        )
        goods = note.invoice_line_ids.filtered(lambda line: line.product_id == self.shirt)
        self.assertRecordValues(goods, [{"quantity": 1.0, "price_subtotal": 100.0}])
        self._close(self.till)
        self.assertEqual(self._balance(account) - owed, -110.0)
        self.assertEqual(self._receivable(), 0.0)

    def test_credit_needs_a_customer(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        wish = self._wish(sale.lines, resolution="store_credit")
        with self.assertRefused("belongs to a customer"):
            self._pay_back(self.till, wish)

    def _card_of(self, partner):
        program = self.company.after_sales_ewallet_program_id
        return self.env["loyalty.card"].search(
            [("program_id", "=", program.id), ("partner_id", "=", partner.id)]
        )

    def _spend(self, card, amount):
        """Pay a part of the next ticket with the eWallet, as Odoo's screen does."""
        reward = card.program_id.reward_ids
        values = {
            "price_unit": -amount,
            "tax_ids": [(6, 0, [])],
            "is_reward_line": True,
            "reward_id": reward.id,
            "coupon_id": card.id,
            "points_cost": amount,
            "reward_identifier_code": str(uuid4())[:8],
        }
        line = (reward.discount_line_product_id, 1, values)
        sale = self._sell_at_till(self.till, (self.shirt, 1), line, partner=self.customer)
        sale.confirm_coupon_programs(
            {card.id: {"program_id": card.program_id.id, "coupon_id": card.id, "points": -amount}}
        )
