from odoo.tests import new_test_user, tagged

from .till_tour_common import TicketTourCommon


@tagged("post_install", "-at_install")
class TestTillWholeTour(TicketTourCommon):
    """From the scan on the return screen to the receipt."""

    def test_receipt_is_scanned_and_a_manager_allows_another_tender(self):
        self.till.after_sales_other_tender = "manager"
        new_test_user(
            self.env,
            "till_manager",
            groups="point_of_sale.group_pos_manager,after_sales_returns.group_after_sales_manager",
        )
        self._sell_one(self.shirt, card=True).pos_reference = "TILL-WHOLE"
        self._tour("till_whole")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Cash North", -110.0)])
        self.assertRecordValues(
            back.after_sales_return_ids.override_ids,
            [{"kind": "tender", "reason": "The card is lost"}],
        )

    def test_web_order_is_paid_out_in_the_store(self):
        order = self._sell((self.shirt, 1), pay=True)
        order.name = "TILL-WEB"
        self._tour("till_web_order")
        back, _sale = self._ticket()
        self.assertEqual(self._paid(back), [("Card North", -110.0)])
        note = order.invoice_ids.filtered(lambda move: move.move_type == "out_refund")
        self.assertRecordValues(note, [{"state": "posted", "amount_total": 110.0}])
        self.assertEqual(note.amount_residual, 0.0)
