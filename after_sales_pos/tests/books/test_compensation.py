from odoo.fields import Command
from odoo.tests import tagged

from ..common import TillCommon


@tagged("post_install", "-at_install")
class TestCompensation(TillCommon):
    """What the centre gives beyond the price for goods of a till counts over all their returns."""

    def _brought_back(self, sold, quantity):
        order = self.env["after.sales.return"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "pos_line_id": sold.id,
                            "quantity": quantity,
                            "reason_id": self.reason.id,
                            "resolution": "refund",
                        }
                    )
                ],
            }
        )
        self._approve(order)
        self._receive(order)
        return order.action_sort()

    def test_cap_is_that_of_the_receipt(self):
        """Three shirts at 100 in two returns, 20 % beyond: 20 for the one and 40 for the two."""
        self.policy.compensation_percent_max = 20.0
        sold = self._sell_at_till(self.till, (self.shirt, 3)).lines
        for quantity, amount in ((1, 20.0), (2, 40.0)):
            part = self._brought_back(sold, quantity)
            self.assertEqual(part.compensation_max, amount)
            part.write({"compensation_amount": amount, "compensation_reason": "Late"})
        with self.assertRefused("allows .*40.00"):
            part.compensation_amount = 41.0
