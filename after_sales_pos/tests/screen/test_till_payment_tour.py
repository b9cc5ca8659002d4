from odoo.tests import tagged

from .till_tour_common import TicketTourCommon


@tagged("post_install", "-at_install")
class TestTillPaymentTour(TicketTourCommon):
    """How tickets are paid: what the orders come to, and how the money moved."""

    def test_refund_by_receipt_paid_in_cash(self):
        self._sell_one(self.shirt)
        self._tour("till_refund_cash")
        back, sale = self._ticket()
        self.assertEqual(back.amount_total, -110.0)
        self.assertEqual(self._paid(back), [("Cash North", -110.0)])
        self.assertFalse(sale)

    def test_cents_that_no_price_comes_to(self):
        """The second of three for 330.02 is worth 110.00, though its price makes 110.01."""
        sale = self._sell_at_till(
            self.till, (self.shirt, 3, {"price_unit": 100.0067}), partner=self.customer
        )
        self._refund_at_till(self.till, sale.lines, 1)
        self._tour("till_refund_cash")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Cash North", -110.0)])
        self.assertTrue(back.lines.extra_tax_data)
        self.assertAlmostEqual(back.amount_tax, -10.0)

    def test_refund_of_a_serial_sold_in_the_other_store(self):
        self._create_store_serials(self.other_store, self.phone, "PH-1")
        self._sell_one(self.phone, self.other_till, card=True, pack_lot_ids=["PH-1"])
        self._tour("till_refund_cross_store")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Card North", -550.0)])
        self.assertEqual(back.lines.pack_lot_ids.mapped("lot_name"), ["PH-1"])

    def test_dearer_exchange_is_paid_by_card(self):
        self._sell_one(self.shoe)
        self._tour("till_exchange_up")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": 0.0}, {"amount_total": 110.0}])
        self.assertEqual(self._paid(back | sale), [("Card North", 110.0)])
        self.assertEqual(sum(sale.lines.mapped("price_subtotal_incl")), 110.0)

    def test_cheaper_exchange_is_paid_back_as_it_was_paid(self):
        self._sell_one(self.shirt, card=True)
        self._tour("till_exchange_down")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": -22.0}, {"amount_total": 0.0}])
        self.assertEqual(self._paid(back | sale), [("Card North", -22.0)])

    def test_even_exchange_moves_no_money_and_has_a_receipt(self):
        self._sell_one(self.shirt)
        self._tour("till_exchange_even")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": 0.0}, {"amount_total": 0.0}])
        self.assertFalse(self._paid(back | sale))

    def test_exchange_for_goods_that_are_ordered_to_the_store(self):
        self._sell_one(self.shoe)
        self._tour("till_exchange_later")
        back, sales = self._ticket()
        self.assertEqual(back.amount_total, 0.0)
        later = sales.filtered("shipping_date")
        self.assertRecordValues(
            sales - later | later, [{"amount_total": 110.0}, {"amount_total": 0.0}]
        )
        self.assertEqual(self._paid(sales), [("Cash North", 110.0)])
        self.assertEqual(later.picking_ids.move_ids.product_id, self.shirt)
        self.assertNotIn("done", later.picking_ids.mapped("state"))
        self.assertEqual(set((sales - later).picking_ids.mapped("state")), {"done"})

    def test_exchange_for_goods_that_are_ordered_leaves_no_empty_order(self):
        self._sell_one(self.shoe)
        self._tour("till_exchange_only_later")
        _back, sales = self._ticket()
        self.assertRecordValues(sales, [{"amount_total": 22.0}])
        self.assertTrue(sales.shipping_date)

    def test_session_closes_and_nothing_is_left_on_the_clearing_account(self):
        self._sell_one(self.shoe)
        self._tour("till_exchange_up")
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
        account = self.till.company_id._after_sales_clearing_account()
        lines = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertTrue(lines)
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0.0)
