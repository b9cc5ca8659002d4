import json

from odoo.tests import new_test_user, tagged

from .till_tour_common import TicketTourCommon


@tagged("post_install", "-at_install")
class TestTillTroubleTour(TicketTourCommon):
    """What goes wrong while a ticket is paid gets a sentence, and never a half-made order."""

    def _reserved(self):
        return self.env["after.sales.reservation"].search([])

    def test_connection_lost_while_paying_keeps_the_ticket_together(self):
        self._sell_one(self.shoe)
        self._tour("till_connection_lost")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": 0.0}, {"amount_total": 22.0}])
        self.assertTrue(json.loads(back.after_sales_request)["offline"])

    def test_reload_brings_the_open_ticket_back(self):
        self._sell_one(self.shoe)
        self._tour("till_reload")
        back, sale = self._ticket()
        self.assertRecordValues(back | sale, [{"amount_total": 0.0}, {"amount_total": 110.0}])

    def test_other_tender_is_refused_where_the_till_does_not_pay_it(self):
        self.till.after_sales_other_tender = "no"
        self._sell_one(self.shirt, card=True)
        self._tour("till_other_tender")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Card North", -110.0)])

    def test_card_of_another_store_at_a_till_that_takes_cash_only(self):
        groups = "point_of_sale.group_pos_manager,after_sales_returns.group_after_sales_manager"
        new_test_user(self.env, "till_manager", groups=groups)
        self._sell_one(self.shirt, self.other_till, card=True)
        self._close(self.till)
        self.till.payment_method_ids -= self._card(self.till)
        self._open(self.till)
        self._tour("till_card_elsewhere")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Cash North", -110.0)])
        override = back.after_sales_return_ids.override_ids
        self.assertRecordValues(override, [{"kind": "tender", "reason": "Came a long way"}])

    def test_cash_drawer_warns_before_it_is_short(self):
        self.till.after_sales_other_tender = "yes"
        self.till.current_session_id.cash_register_balance_start = 50.0
        self._sell_one(self.shirt, card=True)
        self._tour("till_cash_short")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Cash North", -110.0)])

    def test_lines_are_frozen_and_a_dropped_ticket_holds_nothing(self):
        self._sell_one(self.shoe)
        self._tour("till_frozen_and_dropped")
        self.assertFalse(self._last_order(is_refund=True))
        self.assertFalse(self._reserved())

    def test_a_refund_is_dropped_at_the_payment(self):
        self._sell_one(self.shirt)
        self._tour("till_dropped_at_payment")
        self.assertFalse(self._last_order(is_refund=True))
        self.assertFalse(self._reserved())
