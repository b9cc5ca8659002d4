from odoo.tests import tagged

from .test_ticket import TicketCase


@tagged("post_install", "-at_install")
class TestCentre(TicketCase):
    """What a till sold and the back office decides on."""

    def _settle_in_centre(self, line, quantity=1.0):
        """:return: the return order, settled by the back office"""
        order = self._approve(self._return_of_pos(line, quantity, warehouse_id=self.warehouse.id))
        self._receive(order)
        self._decide(order, grade_id=self.grade_a.id)
        order.action_settle()
        return order

    def test_invoice_of_the_receipt_is_credited(self):
        sale = self._sell_at_till(
            self.till,
            (self.shirt, 2, {"discount": 25.0}),
            partner=self.customer,
            to_invoice=True,
        )
        order = self._settle_in_centre(sale.lines)
        note = order.refund_ids
        self.assertRecordValues(
            note,
            [
                {
                    "state": "posted",
                    "amount_total": 82.5,
                    "amount_untaxed": 75.0,
                    "reversed_entry_id": sale.account_move.id,
                    "partner_id": self.customer.id,
                }
            ],
        )

    def test_receipt_without_invoice(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        order = self._settle_in_centre(sale.lines)
        self.assertRecordValues(
            order.refund_ids,
            [{"amount_total": 110.0, "reversed_entry_id": False, "state": "posted"}],
        )
        self.assertEqual(order.line_ids.disposition_ids.quantity_credited, 1.0)

    def test_till_pays_back_only_the_rest(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        self._settle_in_centre(sale.lines)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(refund.amount_total, -110.0)
        self.assertEqual(sale.lines.qty_claimed, 2.0)
