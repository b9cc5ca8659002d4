from odoo.tests import tagged

from .till_tour_common import TicketTourCommon


@tagged("post_install", "-at_install")
class TestTillCreditTour(TicketTourCommon):
    """Store credit instead of money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shirt.barcode = "TILL-SHIRT"
        cls.till.company_id.after_sales_ewallet_program_id.active = True

    def _card_of_customer(self):
        return self.env["loyalty.card"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("program_id", "=", self.till.company_id.after_sales_ewallet_program_id.id),
            ]
        )

    def test_store_credit_is_spent_on_the_next_ticket(self):
        self._sell_one(self.shirt)
        self._tour("till_store_credit")
        back = self.env["pos.order"].search(
            [("after_sales_request", "!=", False), ("config_id", "=", self.till.id)]
        )
        self.assertEqual(back.amount_total, 0.0)
        self.assertFalse(back.payment_ids)
        spent = self._last_order()
        self.assertEqual(spent.amount_total, 0.0)
        self.assertFalse(spent.after_sales_ticket)
        self.assertEqual(self._card_of_customer().mapped("points"), [0.0])

    def test_store_credit_of_an_anonymous_receipt_asks_for_the_customer(self):
        self._sell_at_till(self.till, (self.shirt, 1))
        self._tour("till_store_credit_anonymous")
        self.assertEqual(self._last_order().partner_id, self.customer)
        self.assertEqual(self._card_of_customer().mapped("points"), [110.0])

    def test_store_credit_without_a_customer_is_not_given(self):
        self._sell_at_till(self.till, (self.shirt, 1))
        self._tour("till_store_credit_nobody")
        self.assertFalse(self._last_order(is_refund=True))
