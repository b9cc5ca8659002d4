"""What the addon beside this adds works wherever its neighbours do. Run by
``tests/test_resolution_addon.py``, in a database where the addon is installed."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_pos.tests.screen.till_tour_common import TicketTourCommon
from odoo.addons.after_sales_returns.tests.customer.common import PortalRequestCase


class VoucherCase:
    """A company that owes the mall for the vouchers that it gives."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owed = cls.env["account.account"].create(
            {"name": "Owed to the mall", "code": "219900", "account_type": "liability_current"}
        )
        cls.company.voucher_product_id = cls.env["product.product"].create(
            {
                "name": "Voucher",
                "type": "service",
                "list_price": 0.0,
                "taxes_id": [Command.clear()],
                "property_account_income_id": cls.owed.id,
            }
        )

    def _owed_to_the_mall(self):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.owed.id), ("parent_state", "=", "posted")]
        )
        return -sum(lines.mapped("balance"))


@tagged("post_install", "-at_install")
class TestVoucherInThePortal(VoucherCase, PortalRequestCase):
    def test_wished_in_the_portal_and_given_in_the_back_office(self):
        self._pay(self.sale.invoice_ids)
        self.assertIn("Voucher of the mall", self.url_open(self.url).text)
        self._send(resolution="voucher")
        order = self._returns()
        self.assertRecordValues(order.line_ids, [{"resolution": "voucher", "verdict": "eligible"}])
        order.sudo().action_approve()
        self._receive(order)
        order.action_sort()
        museum = self.env["stock.location"].create({"name": "Museum", "usage": "internal"})
        self.warehouse.museum_location_id = museum
        part = order.disposition_ids
        part.route = "museum"
        part.action_decide()
        part.action_settle()
        self.assertRecordValues(part, [{"resolution": "voucher", "amount_refund": 100.0}])
        self.assertEqual(order.refund_ids.amount_residual, 0.0)
        self.assertEqual(self._owed_to_the_mall(), 110.0)
        self.assertEqual(part.move_ids.location_dest_id, museum)
        self.assertEqual(order.state, "closed")


@tagged("post_install", "-at_install")
class TestVoucherAtTheTill(VoucherCase, TicketTourCommon):
    def test_given_with_and_without_a_connection(self):
        self._sell_one(self.shirt)
        self.till.after_sales_offline_max = 200.0
        self._tour("till_voucher")
        returns = self.env["pos.order"].search(
            [("config_id", "=", self.till.id), ("after_sales_request", "!=", False)]
        )
        self.assertEqual(returns.mapped("amount_total"), [0.0, 0.0])
        orders = returns.after_sales_return_ids
        self.assertEqual(set(orders.mapped("pos_offline")), {True, False})
        self.assertFalse(orders.activity_ids)
        self.assertRecordValues(
            orders.disposition_ids,
            [{"resolution": "voucher", "state": "settled", "amount_refund": 100.0}] * 2,
        )
        for order in returns:
            self.assertIn("Voucher of $", order.message_ids[0].body)
        self._close(self.till)
        self.assertEqual(self._owed_to_the_mall(), 220.0)
