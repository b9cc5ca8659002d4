from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestGuards(AfterSalesCommon):
    """Ways around the buttons that a user with an API key would try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.returns = cls.env["after.sales.return"].with_user(cls.clerk)

    def _refused(self, words):
        return self.assertRaisesRegex(UserError, words)

    def _decided(self, **vals):
        order = self._returned((self.shirt, 2))
        parts = order.action_sort()
        parts.write({"grade_id": self.grade_a.id, **vals})
        parts.action_decide()
        return parts.with_user(self.clerk)

    def test_what_was_decided_is_not_deleted(self):
        part = self._decided()
        with self._refused("not deleted"):
            part.unlink()

    def test_defaults_of_the_context_do_not_set_the_state(self):
        order = self.returns.with_context(
            default_state="approved", default_verdict="eligible", default_unexpected=True
        ).create(
            {
                "partner_id": self.customer.id,
                "line_ids": [Command.create({"product_id": self.shirt.id})],
            }
        )
        self.assertEqual(order.state, "draft")
        self.assertRecordValues(order.line_ids, [{"unexpected": False, "verdict": "review"}])

    def test_line_added_to_a_request_is_judged(self):
        sale = self._sell((self.shirt, 1), (self.shoe, 1))
        order = self._create_return(sale, {self.shirt: 1})
        order.action_request()
        self.policy.active = False
        order.with_user(self.clerk).line_ids = [
            Command.create({"sale_line_id": sale.order_line[1].id, "reason_id": self.reason.id})
        ]
        self.assertEqual(order.line_ids.mapped("verdict"), ["eligible", "review"])

    def test_documents_and_dates_are_not_written(self):
        order = self._returned((self.shirt, 1)).with_user(self.clerk)
        for vals in ({"picking_ids": [Command.clear()]}, {"date_received": False}):
            with self._refused("not written by hand"):
                order.write(vals)
        with self._refused("cannot be cancelled"):
            order.action_cancel()

    def test_goods_that_the_customer_keeps_need_a_manager(self):
        order = self._create_return(self._sell((self.shirt, 1)), transport="keep")
        order.with_user(self.clerk).action_request()
        with self._refused("only a manager lets a customer keep"):
            order.with_user(self.clerk).action_approve()
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.state, "approved")

    def test_more_than_granted_needs_a_manager(self):
        part = self._decided(refund_percent=50.0)
        self.assertFalse(part._is_beyond_grant())
        self.policy.fee_percent = 10.0
        part = self._decided()
        self.assertEqual(part.fee, 20.0)
        part.fee = 0.0
        with self._refused("more than policy and grade grant"):
            part.action_settle()
        part.with_user(self.manager).action_settle()
        self.assertEqual(part.state, "settled")

    def test_another_resolution_within_the_policy_needs_nobody(self):
        part = self._decided(resolution="exchange")
        self.assertFalse(part._is_beyond_grant())
        self.policy.window_ids.filtered(lambda window: window.resolution == "exchange").unlink()
        self.assertTrue(self._decided(resolution="exchange")._is_beyond_grant())

    def test_sorting_a_foreign_store_is_refused(self):
        order = self._returned((self.shirt, 1))
        with self.assertRaises(AccessError):
            order.with_user(self.store_user).action_sort()

    def test_duplicate_of_a_return(self):
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.clerk)
        self.assertEqual(order.copy().line_ids.price_paid_unit, 100.0)
